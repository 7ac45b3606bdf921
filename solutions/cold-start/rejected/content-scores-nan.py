# question: content-scores
# why: A user without history divides 0 by 0.
def content_scores(bought, features, new):
    history = bought.astype(float)
    history[:, new] = 0
    return history @ features @ features[new].T / history.sum(axis=1, keepdims=True)
