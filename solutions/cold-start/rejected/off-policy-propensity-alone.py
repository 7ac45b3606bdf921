# question: off-policy
# why: Inverse propensity without the target: it judges the uniform policy.
def off_policy(log, target):
    w = 1 / log["propensity"].to_numpy() / len(target)
    c = log["click"].to_numpy()
    return {"ips": (w * c).mean(), "snips": (w * c).sum() / w.sum(), "effective_rows": w.sum() ** 2 / (w**2).sum()}
