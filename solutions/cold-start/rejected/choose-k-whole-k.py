# question: choose-k
# why: Returns a whole number for a k that is none.
def choose_k(candidates, recommend, quality, validation, test):
    best = max(sorted(candidates), key=lambda k: quality(recommend(k), validation))
    return int(best), quality(recommend(best), test)
