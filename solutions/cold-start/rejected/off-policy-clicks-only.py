# question: off-policy
# why: The mean over the clicked rows alone.
def off_policy(log, target):
    w = target[log["item"]] / log["propensity"].to_numpy()
    c = log["click"].to_numpy()
    return {
        "ips": (w * c).sum() / max(c.sum(), 1), "snips": (w * c).sum() / w.sum(),
        "effective_rows": w.sum() ** 2 / (w**2).sum(),
    }
