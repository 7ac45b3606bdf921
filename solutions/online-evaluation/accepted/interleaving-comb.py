# question: interleaving
# why: Binomial numbers of whole precision.
def preference(clicks):
    from math import comb
    once = clicks[~clicks[["user", "page", "result"]].duplicated()]
    new = once[once["team"] == "new"].groupby("user").size()
    old = once[once["team"] == "old"].groupby("user").size()
    gap = new.sub(old, fill_value=0).to_numpy()
    a, b = int((gap > 0).sum()), int((gap < 0).sum())
    p = min(1.0, 2 * sum(comb(a + b, k) for k in range(min(a, b) + 1)) / 2 ** (a + b))
    return np.array([(a - b) / 2 / len(gap) if len(gap) else 0.0, p])
