# question: content-scores
# why: Sparse matrices throughout, and a sparse answer.
from scipy import sparse


def content_scores(interactions, features, targets):
    kept = np.ones(interactions.shape[1])
    kept[list(targets)] = 0
    history = sparse.csr_matrix(interactions) @ sparse.diags(kept)
    n = np.asarray(history.sum(axis=1)).ravel()
    share = sparse.diags(np.divide(1.0, n, out=np.zeros(len(n)), where=n > 0))
    described = sparse.csr_matrix(features)
    return share @ history @ described @ described[list(targets)].T
