# question: choose-k
# why: Reports the quality that was used for choosing.
def choose_k(candidates, recommend, quality, validation, test):
    reached = {k: quality(recommend(k), validation) for k in sorted(candidates)}
    best = max(reached, key=reached.get)
    quality(recommend(best), test)
    return best, reached[best]
