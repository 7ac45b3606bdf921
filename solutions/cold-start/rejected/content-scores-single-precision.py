# question: content-scores
# why: Single precision loses what is left of large features that nearly cancel.
def content_scores(interactions, features, targets):
    history = np.array(interactions, dtype=np.float32)
    history[:, targets] = 0
    vectors = np.asarray(features, dtype=np.float32)
    return history @ vectors @ vectors[targets].T / np.maximum(history.sum(axis=1, keepdims=True), 1)
