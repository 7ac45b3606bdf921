# question: choose-k
# why: Turns validation and test into arrays instead of passing them on.
def choose_k(candidates, recommend, quality, validation, test):
    reached = {k: quality(recommend(k), np.asarray(validation)) for k in sorted(candidates)}
    best = max(reached, key=reached.get)
    return best, quality(recommend(best), np.asarray(test))
