# question: off-policy
# why: Cuts large weights silently: less noise, but no longer unbiased.
def off_policy(log, target):
    w = np.minimum(target[log["item"]] / log["propensity"].to_numpy(), 2)
    c = log["click"].to_numpy()
    return {"ips": (w * c).mean(), "snips": (w * c).sum() / w.sum(), "effective_rows": w.sum() ** 2 / (w**2).sum()}
