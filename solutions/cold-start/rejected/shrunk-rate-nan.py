# question: shrunk-rate
# why: Divides by the views without looking: 0 / 0 is not a number.
def shrunk_rate(sales, views, prior, k):
    w = views / (views + k)
    return w * (sales / views) + (1 - w) * prior
