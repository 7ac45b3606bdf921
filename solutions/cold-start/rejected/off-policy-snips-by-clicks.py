# question: off-policy
# why: Normalises by the weights of the clicked rows only: SNIPS is always 1.
def off_policy(log, target):
    w = target[log["item"]] / log["propensity"].to_numpy()
    c = log["click"].to_numpy()
    return {
        "ips": (w * c).mean(), "snips": (w * c).sum() / max((w[c > 0]).sum(), 1e-9),
        "effective_rows": w.sum() ** 2 / (w**2).sum(),
    }
