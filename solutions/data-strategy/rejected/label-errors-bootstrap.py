# question: label-errors
# why: Resamples the checks: without errors among them there are none in the resamples.
def label_errors(checked):
    wrong = (checked["recorded"] != checked["true"]).groupby(checked["source"])
    table = wrong.agg(["sum", "size", "mean"]).sort_values("mean").rename(columns={"mean": "error"}).reset_index()
    rng = np.random.default_rng(0)
    draws = [rng.binomial(n, k / n, 2000) / n for k, n in zip(table["sum"], table["size"])]
    table["low"], table["high"] = np.quantile(draws, [0.025, 0.975], axis=1)
    (k2, n2), (k1, n1) = table[["sum", "size"]].tail(2).to_numpy()
    p = stats.fisher_exact([[k1, n1 - k1], [k2, n2 - k2]]).pvalue
    return table, table["source"].iloc[-1] if p < 0.05 else None
