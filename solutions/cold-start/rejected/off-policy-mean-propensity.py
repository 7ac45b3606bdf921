# question: off-policy
# why: Averages the propensity of an item over its rows.
def off_policy(log, target):
    usual = log.groupby("item")["propensity"].transform("mean").to_numpy()
    w = target[log["item"]] / usual
    c = log["click"].to_numpy()
    return {"ips": (w * c).mean(), "snips": (w * c).sum() / w.sum(), "effective_rows": w.sum() ** 2 / (w**2).sum()}
