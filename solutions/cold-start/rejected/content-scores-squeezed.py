# question: content-scores
# why: Of one customer it returns a row, not an array of one row.
def content_scores(interactions, features, targets):
    history = np.array(interactions, dtype=float)
    history[:, targets] = 0
    total = history @ features @ features[targets].T
    scores = total / np.maximum(history.sum(axis=1, keepdims=True), 1)
    return scores[0] if len(scores) == 1 else scores
