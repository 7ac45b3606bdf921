# question: blend
# why: Dense ranks from scipy: equal scores share a rank, without gaps.
def blend(content, behaviour, weight):
    from scipy.stats import rankdata

    c, b = (rankdata(x, method="dense", axis=1) for x in (content, behaviour))
    return c + weight[:, None] * (b - c)
