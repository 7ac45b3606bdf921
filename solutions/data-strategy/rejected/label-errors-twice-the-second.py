# question: label-errors
# why: Twice the second's rate, from ten checks on, is taken for proof.
def label_errors(checked):
    wrong = (checked["recorded"] != checked["true"]).groupby(checked["source"]).agg(["sum", "size"])
    rows = []
    for s, (k, n) in zip(wrong.index, wrong.to_numpy()):
        ci = stats.binomtest(int(k), int(n)).proportion_ci(method="wilson")
        rows.append({"source": s, "error": k / n, "low": ci.low, "high": ci.high})
    t = pd.DataFrame(rows).sort_values("error")
    first, second = t["error"].iloc[-1], t["error"].iloc[-2]
    clear = first > 2 * second and first > 0.05 and wrong["size"].min() >= 10
    return t, t["source"].iloc[-1] if clear else None
