# question: shrunk-rate
# why: Views without a sale are taken for no evidence.
def shrunk_rate(sales, views, prior, k):
    return np.where(sales == 0, prior, (sales + k * prior) / (views + k))
