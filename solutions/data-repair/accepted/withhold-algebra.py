# question: withhold
# why: Adds cover only for cells that linear algebra still gives back; a DataFrame comes out.
def withhold(counts, k):
    n, m = counts.shape
    hidden = (counts > 0) & (counts < k)

    def follows(r, c):
        cells = np.argwhere(hidden)
        A = np.zeros((n + m, len(cells)))
        A[cells[:, 0], np.arange(len(cells))] = 1
        A[n + cells[:, 1], np.arange(len(cells))] = 1
        target = ((cells == (r, c)).all(axis=1)).astype(float)
        x = np.linalg.lstsq(A.T, target, rcond=None)[0]
        return np.allclose(A.T @ x, target)

    for r, c in np.argwhere(hidden):
        if follows(r, c):
            i, j = (r - 1) % n, (c - 1) % m
            hidden[r, j] = hidden[i, c] = hidden[i, j] = True
    return pd.DataFrame(hidden)
