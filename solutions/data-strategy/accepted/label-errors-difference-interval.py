# question: label-errors
# why: Wilson by formula; the two highest are compared by the interval of their difference (Newcombe).
def label_errors(checked):
    z = 1.96
    rows = {}
    for source in checked["source"].unique():
        hit = checked[checked["source"] == source]
        n = len(hit)
        p = float(np.mean(hit["recorded"].to_numpy() != hit["true"].to_numpy()))
        middle = (p + z**2 / (2 * n)) / (1 + z**2 / n)
        half = z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2)) / (1 + z**2 / n)
        rows[source] = [p, max(middle - half, 0), min(middle + half, 1)]
    order = sorted(rows, key=lambda s: rows[s][0], reverse=True)
    (p1, l1, u1), (p2, l2, u2) = rows[order[0]], rows[order[1]]
    lower = p1 - p2 - np.sqrt((p1 - l1) ** 2 + (u2 - p2) ** 2)
    table = pd.DataFrame([[s, *rows[s]] for s in rows], columns=["source", "error", "low", "high"])
    return table, order[0] if lower > 0 else None
