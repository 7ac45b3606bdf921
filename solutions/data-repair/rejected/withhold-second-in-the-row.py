# question: withhold
# why: A second cell in each row, none in the columns.
def withhold(counts, k):
    hidden = (counts > 0) & (counts < k)
    for r in range(len(counts)):
        if hidden[r].sum() == 1:
            hidden[r, np.argmax(~hidden[r])] = True
    return hidden
