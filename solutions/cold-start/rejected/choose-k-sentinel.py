# question: choose-k
# why: A quality below the number that it starts with is never chosen.
def choose_k(candidates, recommend, quality, validation, test):
    best, highest = candidates[0], -1e9
    for k in sorted(candidates):
        reached = quality(recommend(k), validation)
        if reached > highest:
            best, highest = k, reached
    return best, quality(recommend(best), test)
