# question: shrunk-rate
# why: The formula as it is written, with the gap at no views filled.
def shrunk_rate(sales, views, prior, k):
    w = views / (views + k)
    raw = np.divide(sales, views, out=np.zeros(len(views)), where=views > 0)
    return w * raw + (1 - w) * prior
