# question: interleaving
# why: The tail of the binomial as an incomplete beta function.
def preference(clicks):
    from scipy.special import bdtr
    once = clicks.drop_duplicates(["user", "page", "result"])
    score = (once["team"].eq("new") * 2.0 - 1.0).groupby(once["user"].tolist()).sum()
    if not len(score):
        return 0.0, 1.0
    a, b = int(score.gt(0).sum()), int(score.lt(0).sum())
    return score.pipe(np.sign).mean() / 2, min(1.0, 2 * float(bdtr(min(a, b), a + b, 0.5)))
