# question: off-policy
# why: Rows that the new policy would never show are left out of the mean.
def off_policy(log, target):
    w = target[log["item"].to_numpy()] / log["propensity"].to_numpy()
    c = log["click"].to_numpy()
    c, w = c[w > 0], w[w > 0]
    return {"ips": (w * c).mean(), "snips": (w * c).sum() / w.sum(), "effective_rows": w.sum() ** 2 / (w**2).sum()}
