# question: choose-k
# why: Takes the smallest quality, as if it were a loss.
def choose_k(candidates, recommend, quality, validation, test):
    best = min(sorted(candidates), key=lambda k: quality(recommend(k), validation))
    return best, quality(recommend(best), test)
