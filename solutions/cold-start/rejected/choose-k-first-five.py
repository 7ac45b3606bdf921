# question: choose-k
# why: Looks at five candidates at most.
def choose_k(candidates, recommend, quality, validation, test):
    reached = {k: quality(recommend(k), validation) for k in sorted(candidates)[:5]}
    best = max(reached, key=reached.get)
    return best, quality(recommend(best), test)
