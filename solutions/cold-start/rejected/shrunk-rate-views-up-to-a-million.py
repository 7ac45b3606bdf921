# question: shrunk-rate
# why: Views beyond a million no longer count.
def shrunk_rate(sales, views, prior, k):
    w = np.minimum(views, 1_000_000) / (np.minimum(views, 1_000_000) + k)
    return w * sales / np.maximum(views, 1) + (1 - w) * prior
