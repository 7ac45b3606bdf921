# question: withhold
# why: Nobody is taken for a small group.
def withhold(counts, k):
    hidden = counts < k
    for r, c in np.argwhere(hidden):
        i, j = (r + 1) % counts.shape[0], (c + 1) % counts.shape[1]
        hidden[r, j] = hidden[i, c] = hidden[i, j] = True
    return hidden
