# question: fold-in
# why: A sparse history and a masked array; only the order matters.
def fold_in(B, watched, k):
    history = sparse.csr_matrix(np.isin(np.arange(len(B)), watched).astype(float))
    scores = np.ma.array((history @ B).ravel(), mask=history.toarray().ravel() > 0)
    return (-scores).argsort(fill_value=np.inf)[:k]
