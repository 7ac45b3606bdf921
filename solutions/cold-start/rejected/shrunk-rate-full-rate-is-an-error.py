# question: shrunk-rate
# why: A product sold at every view is taken for an error, and gets its prior.
def shrunk_rate(sales, views, prior, k):
    return np.where((sales == views) & (views > 1), prior, (sales + k * prior) / (views + k))
