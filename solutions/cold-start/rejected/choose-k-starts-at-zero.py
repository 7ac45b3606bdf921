# question: choose-k
# why: The best so far starts at 0, so negative qualities are never an improvement.
def choose_k(candidates, recommend, quality, validation, test):
    best, best_quality = candidates[0], 0
    for k in sorted(candidates):
        q = quality(recommend(k), validation)
        if q > best_quality:
            best, best_quality = k, q
    return best, quality(recommend(best), test)
