# question: shrunk-rate
# why: Rounds: a rate of a few sales in a million is gone.
def shrunk_rate(sales, views, prior, k):
    return np.round((sales + k * prior) / (views + k), 7)
