# question: withhold
# why: Covers the first fifty small cells only.
def withhold(counts, k):
    small = np.argwhere((counts > 0) & (counts < k))[:50]
    hidden = np.zeros(counts.shape, dtype=bool)
    hidden[tuple(small.T)] = True
    for row, column in np.argwhere(hidden):
        below, right = (row + 1) % counts.shape[0], (column + 1) % counts.shape[1]
        hidden[[row, below, below], [right, column, right]] = True
    return hidden
