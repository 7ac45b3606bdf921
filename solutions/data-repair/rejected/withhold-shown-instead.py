# question: withhold
# why: True where a cell is shown.
def withhold(counts, k):
    hidden = (counts > 0) & (counts < k)
    for r, c in np.argwhere(hidden):
        i, j = (r + 1) % counts.shape[0], (c + 1) % counts.shape[1]
        hidden[r, j] = hidden[i, c] = hidden[i, j] = True
    return ~hidden
