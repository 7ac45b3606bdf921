# question: mismatch
# why: The chi-squared tail as an incomplete gamma function.
def mismatch(log, shares):
    from scipy.special import gammaincc
    log = log.dropna(subset=["user"])
    kinds = log.groupby("user")["arm"].transform("nunique")
    n = log[kinds == 1].drop_duplicates("user")["arm"].value_counts()
    total = n.sum() / sum(shares.values())
    x = sum((n.get(a, 0) - s * total) ** 2 / (s * total) for a, s in shares.items())
    return gammaincc((len(shares) - 1) / 2, x / 2)
