# question: by-history
# why: A plain loop with a Counter.
def by_history(train, quality, edges):
    from collections import Counter

    n = Counter(train["user"])
    rows = []
    for low, top in zip([0] + edges, edges + [float("inf")]):
        mine = [q for u, q in quality.items() if q == q and low <= n[u] < top]
        rows.append((low, len(mine), sum(mine) / len(mine) if mine else None))
    return pd.DataFrame(rows, columns=["from", "users", "mean"])
