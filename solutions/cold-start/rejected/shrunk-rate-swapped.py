# question: shrunk-rate
# why: The weight of what was seen falls with the number of views.
def shrunk_rate(sales, views, prior, k):
    w = k / (views + k)
    return np.where(views > 0, w * sales / np.maximum(views, 1) + (1 - w) * prior, prior)
