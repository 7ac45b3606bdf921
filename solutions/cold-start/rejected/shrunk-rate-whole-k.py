# question: shrunk-rate
# why: Cuts k to a whole number.
def shrunk_rate(sales, views, prior, k):
    k = max(int(k), 1)
    return (sales + k * prior) / (views + k)
