# question: content-scores
# why: The sum favours whoever bought much.
def content_scores(bought, features, new):
    history = bought.copy()
    history[:, new] = 0
    return history @ features @ features[new].T
