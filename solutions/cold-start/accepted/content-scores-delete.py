# question: content-scores
# why: Deletes the new products and weighs a table of similarities.
def content_scores(bought, features, new):
    known = np.delete(bought, new, axis=1)
    similarity = np.delete(features, new, axis=0) @ features[new].T
    size = known.sum(axis=1)[:, None]
    return np.where(size > 0, known @ similarity / np.where(size > 0, size, 1), 0)
