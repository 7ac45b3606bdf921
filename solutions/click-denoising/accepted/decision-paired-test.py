# question: decision
# why: Scipy's paired test, with the gain's sign.
def choose(pages):
    from scipy.stats import ttest_rel
    import warnings

    q = pages.groupby("query", sort=False).mean(numeric_only=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        r = ttest_rel(q["weighted"], q["naive"])
    gain = (q["weighted"] - q["naive"]).mean()
    if gain == 0 or r.pvalue >= 0.05:
        return "undecided"
    return "weighted" if gain > 0 else "naive"
