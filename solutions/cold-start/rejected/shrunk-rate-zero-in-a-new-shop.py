# question: shrunk-rate
# why: Where nothing was viewed at all the priors are lost.
def shrunk_rate(sales, views, prior, k):
    if not views.any():
        return np.zeros(len(views))
    return (sales + k * prior) / (views + k)
