# question: content-scores
# why: Changes its own input, which the tests must survive.
def content_scores(bought, features, new):
    bought[:, new] = 0
    mean = bought / np.maximum(bought.sum(axis=1), 1)[:, None]
    return mean @ (features @ features.T)[:, new]
