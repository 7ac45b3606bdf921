# question: withhold
# why: Only the small cells: the totals give back those that are alone.
def withhold(counts, k):
    return (counts > 0) & (counts < k)
