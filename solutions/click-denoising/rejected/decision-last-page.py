# question: decision
# why: Keeps the last page of each query.
def choose(pages):
    q = pages.drop_duplicates("query", keep="last")
    g = (q["weighted"] - q["naive"]).to_numpy()
    m, se = g.mean(), g.std(ddof=1) / np.sqrt(len(g))
    return "weighted" if m - 1.96 * se > 0 else "naive" if m + 1.96 * se < 0 else "undecided"
