# question: content-scores
# why: Leaves out only the product that is scored; the other new ones give it away.
def content_scores(bought, features, new):
    scores = []
    for j in new:
        history = bought.copy()
        history[:, j] = 0
        size = np.maximum(history.sum(axis=1), 1)
        scores.append(history @ features @ features[j] / size)
    return np.transpose(scores)
