# question: content-scores
# why: Similarities below 0 are set to 0.
def content_scores(interactions, features, targets):
    history = np.array(interactions, dtype=float)
    history[:, targets] = 0
    similarity = np.maximum(features @ features[targets].T, 0)
    return history @ similarity / np.maximum(history.sum(axis=1, keepdims=True), 1)
