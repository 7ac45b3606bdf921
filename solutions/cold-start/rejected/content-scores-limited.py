# question: content-scores
# why: Scores beyond a hundred are cut off.
def content_scores(interactions, features, targets):
    history = np.array(interactions, dtype=float)
    history[:, targets] = 0
    total = history @ features @ features[targets].T
    return np.clip(total / np.maximum(history.sum(axis=1, keepdims=True), 1), -100, 100)
