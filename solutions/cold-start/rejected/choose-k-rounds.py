# question: choose-k
# why: Rounds qualities before it compares them.
def choose_k(candidates, recommend, quality, validation, test):
    tried = {k: round(quality(recommend(k), validation), 3) for k in sorted(candidates)}
    best = max(tried, key=tried.get)
    return best, quality(recommend(best), test)
