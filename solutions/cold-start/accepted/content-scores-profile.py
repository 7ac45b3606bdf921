# question: content-scores
# why: The mean features of each user's history first, with a sparse matrix.
def content_scores(bought, features, new):
    from scipy import sparse

    old = np.setdiff1d(np.arange(bought.shape[1]), new)
    history = sparse.csr_array(bought[:, old].astype(float))
    profile = (history @ features[old]) / np.maximum(history.sum(axis=1), 1)[:, None]
    return pd.DataFrame(profile @ features[list(new)].T)
