# question: withhold
# why: The whole row and the whole column of each small cell.
def withhold(counts, k):
    small = (counts > 0) & (counts < k)
    return small.any(axis=1)[:, None] | small.any(axis=0)
