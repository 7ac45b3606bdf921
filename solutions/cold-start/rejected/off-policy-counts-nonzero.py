# question: off-policy
# why: Counts the rows with any weight, however unequal the weights are.
def off_policy(log, target):
    w = target[log["item"]] / log["propensity"].to_numpy()
    c = log["click"].to_numpy()
    return {"ips": (w * c).mean(), "snips": (w * c).sum() / w.sum(), "effective_rows": (w > 0).sum()}
