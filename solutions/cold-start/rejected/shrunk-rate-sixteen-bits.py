# question: shrunk-rate
# why: Views in 16 bits wrap round above 32,767.
def shrunk_rate(sales, views, prior, k):
    views = np.asarray(views, dtype=np.int64).astype(np.int16)
    return (sales + k * prior) / (views + k)
