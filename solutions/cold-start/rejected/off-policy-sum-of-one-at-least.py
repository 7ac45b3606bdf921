# question: off-policy
# why: The sum of the weights is taken for 1 where it is less.
def off_policy(log, target):
    w = np.asarray(target)[log["item"]] / log["propensity"].to_numpy()
    clicks = w @ log["click"].to_numpy()
    return {
        "ips": clicks / len(log),
        "snips": clicks / max(w.sum(), 1),
        "effective_rows": w.sum() ** 2 / (w @ w),
    }
