# question: withhold
# why: The rectangle stops at the border of the table.
def withhold(counts, k):
    hidden = (counts > 0) & (counts < k)
    for r, c in np.argwhere(hidden):
        hidden[r : r + 2, c : c + 2] = True
    return hidden
