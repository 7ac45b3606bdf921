# question: off-policy
# why: Multiplies by the propensity: what was shown often counts even more.
def off_policy(log, target):
    w = target[log["item"]] * log["propensity"].to_numpy()
    c = log["click"].to_numpy()
    return {"ips": (w * c).mean(), "snips": (w * c).sum() / w.sum(), "effective_rows": w.sum() ** 2 / (w**2).sum()}
