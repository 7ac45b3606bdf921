# question: shrunk-rate
# why: An item without views gets 0 and stays invisible for good.
def shrunk_rate(sales, views, prior, k):
    return np.where(views > 0, (sales + k * prior) / (views + k), 0)
