# question: withhold
# why: The rectangle lacks its fourth corner.
def withhold(counts, k):
    hidden = (counts > 0) & (counts < k)
    for r, c in np.argwhere(hidden):
        hidden[r, (c + 1) % counts.shape[1]] = True
        hidden[(r + 1) % counts.shape[0], c] = True
    return hidden
