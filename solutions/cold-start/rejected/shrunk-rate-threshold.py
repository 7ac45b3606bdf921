# question: shrunk-rate
# why: Switches from one source to the other at k views instead of handing over.
def shrunk_rate(sales, views, prior, k):
    return np.where(views >= k, sales / np.maximum(views, 1), prior)
