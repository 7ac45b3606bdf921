# question: content-scores
# why: The profile holds the new products themselves: it finds what it was given.
def content_scores(bought, features, new):
    size = np.maximum(bought.sum(axis=1, keepdims=True), 1)
    return bought @ features @ features[new].T / size
