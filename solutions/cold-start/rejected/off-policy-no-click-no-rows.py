# question: off-policy
# why: Where nothing was clicked it reports no effective rows.
def off_policy(log, target):
    w = np.asarray(target)[log["item"]] / log["propensity"].to_numpy()
    clicks = w @ log["click"].to_numpy()
    rows = w.sum() ** 2 / (w @ w) if clicks else 0
    return {"ips": clicks / len(log), "snips": clicks / w.sum(), "effective_rows": rows}
