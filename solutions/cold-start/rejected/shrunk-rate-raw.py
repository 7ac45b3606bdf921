# question: shrunk-rate
# why: The raw rate, and the prior only where nothing was seen.
def shrunk_rate(sales, views, prior, k):
    return np.where(views > 0, sales / np.maximum(views, 1), prior)
