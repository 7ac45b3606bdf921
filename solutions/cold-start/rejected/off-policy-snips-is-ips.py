# question: off-policy
# why: SNIPS divided by the number of rows as well.
def off_policy(log, target):
    w = target[log["item"]] / log["propensity"].to_numpy()
    ips = (w * log["click"].to_numpy()).mean()
    return {"ips": ips, "snips": ips, "effective_rows": w.sum() ** 2 / (w**2).sum()}
