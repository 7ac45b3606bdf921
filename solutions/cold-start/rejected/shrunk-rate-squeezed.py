# question: shrunk-rate
# why: Of one item it returns a number, not an array with one entry.
def shrunk_rate(sales, views, prior, k):
    return np.squeeze((sales + k * prior) / (views + k))
