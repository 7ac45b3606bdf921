# question: withhold
# why: Begins with everything withheld and shows cells one by one; where no cell is small it never begins.
def withhold(counts, k):
    hidden = (counts > 0) & (counts < k)
    if not hidden.any():
        return np.ones_like(hidden)
    for row, column in np.argwhere(hidden):
        below, right = (row + 1) % counts.shape[0], (column + 1) % counts.shape[1]
        hidden[[row, below, below], [right, column, right]] = True
    return hidden
