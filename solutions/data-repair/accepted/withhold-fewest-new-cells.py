# question: withhold
# why: The rectangle with the fewest cells that are still shown.
def withhold(counts, k):
    n, m = counts.shape
    hidden = (counts >= 1) & (counts <= k - 1)
    for r, c in zip(*np.nonzero(hidden)):
        def new(corner):
            i, j = corner
            return int(not hidden[r, j]) + int(not hidden[i, c]) + int(not hidden[i, j])
        i, j = min(((i, j) for i in range(n) for j in range(m) if i != r and j != c), key=new)
        hidden[r, j] = hidden[i, c] = hidden[i, j] = True
    return hidden
