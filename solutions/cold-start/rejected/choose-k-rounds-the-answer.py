# question: choose-k
# why: Rounds the quality on test.
def choose_k(candidates, recommend, quality, validation, test):
    best = max(sorted(candidates), key=lambda k: quality(recommend(k), validation))
    return best, round(quality(recommend(best), test), 3)
