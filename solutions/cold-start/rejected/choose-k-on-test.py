# question: choose-k
# why: Chooses on the test set, which then flatters the choice.
def choose_k(candidates, recommend, quality, validation, test):
    reached = {k: quality(recommend(k), test) for k in sorted(candidates)}
    best = max(reached, key=reached.get)
    return best, reached[best]
