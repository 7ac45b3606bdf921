# question: label-errors
# why: Tests the worst against all others together, whom it need not beat one by one.
def label_errors(checked):
    wrong = (checked["recorded"] != checked["true"]).groupby(checked["source"]).agg(["sum", "size"])
    rows = []
    for s, (k, n) in zip(wrong.index, wrong.to_numpy()):
        ci = stats.binomtest(int(k), int(n)).proportion_ci(method="wilson")
        rows.append({"source": s, "error": k / n, "low": ci.low, "high": ci.high})
    t = pd.DataFrame(rows)
    w = t["error"].idxmax()
    k, n = wrong.iloc[w]
    K, N = wrong["sum"].sum() - k, wrong["size"].sum() - n
    p = stats.fisher_exact([[k, n - k], [K, N - K]]).pvalue
    return t, t["source"][w] if p < 0.05 else None
