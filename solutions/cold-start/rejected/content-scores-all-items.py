# question: content-scores
# why: Scores every product, also those that are not new.
def content_scores(bought, features, new):
    history = bought.astype(float)
    history[:, new] = 0
    return history @ features @ features.T / np.maximum(history.sum(axis=1, keepdims=True), 1)
