# question: content-scores
# why: The most similar purchase decides instead of the mean.
def content_scores(bought, features, new):
    history = bought.astype(bool)
    history[:, new] = False
    similarity = features @ features[new].T
    return [
        similarity[row].max(axis=0) if row.any() else np.zeros(len(new)) for row in history
    ]
