# question: shrunk-rate
# why: Pseudo-views without the sales that belong to them: the prior is lost.
def shrunk_rate(sales, views, prior, k):
    return np.where(views > 0, sales / (views + k), prior)
