# question: shrunk-rate
# why: Trust grows with the sales instead of with the views.
def shrunk_rate(sales, views, prior, k):
    w = sales / (sales + k)
    return w * sales / np.maximum(views, 1) + (1 - w) * prior
