# question: off-policy
# why: Propensities below one in a hundred are raised to it.
def off_policy(log, target):
    log = log.assign(propensity=log["propensity"].clip(lower=0.01))
    w = np.asarray(target)[log["item"]] / log["propensity"].to_numpy()
    clicks = w @ log["click"].to_numpy()
    return {
        "ips": clicks / len(log),
        "snips": clicks / w.sum(),
        "effective_rows": w.sum() ** 2 / (w @ w),
    }
