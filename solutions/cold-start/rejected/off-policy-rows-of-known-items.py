# question: off-policy
# why: Divides by the rows with a weight, not by all rows.
def off_policy(log, target):
    w = np.asarray(target)[log["item"]] / log["propensity"].to_numpy()
    c = (w * log["click"].to_numpy()).sum()
    return {"ips": c / np.count_nonzero(w), "snips": c / w.sum(), "effective_rows": w.sum() ** 2 / (w**2).sum()}
