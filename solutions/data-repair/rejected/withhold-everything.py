# question: withhold
# why: The whole table as soon as one cell is small.
def withhold(counts, k):
    return np.full(counts.shape, ((counts > 0) & (counts < k)).any())
