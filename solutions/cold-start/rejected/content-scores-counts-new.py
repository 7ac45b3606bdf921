# question: content-scores
# why: Divides by all purchases: how many new products were bought leaks through the count.
def content_scores(bought, features, new):
    history = bought.copy()
    history[:, new] = 0
    size = np.maximum(bought.sum(axis=1, keepdims=True), 1)
    return history @ features @ features[new].T / size
