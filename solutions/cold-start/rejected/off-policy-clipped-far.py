# question: off-policy
# why: Weights above 100 are cut off.
def off_policy(log, target):
    w = np.asarray(target)[log["item"]] / log["propensity"].to_numpy()
    w = np.minimum(w, 100)
    clicks = w @ log["click"].to_numpy()
    return {
        "ips": clicks / len(log),
        "snips": clicks / w.sum(),
        "effective_rows": w.sum() ** 2 / (w @ w),
    }
