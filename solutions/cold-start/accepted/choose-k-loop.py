# question: choose-k
# why: A loop that keeps the scores of the best so far.
def choose_k(candidates, recommend, quality, validation, test):
    best, best_quality, kept = None, None, None
    for k in sorted(candidates):
        scores = recommend(k)
        q = quality(scores, validation)
        if best is None or q > best_quality:
            best, best_quality, kept = k, q, scores
    return [best, quality(kept, test)]
