# question: off-policy
# why: Weights that sum to 1 first; effective rows from them.
def off_policy(log, target):
    raw = target[log["item"].to_numpy()] / log["propensity"].to_numpy()
    share = raw / raw.sum()
    snips = float(np.dot(share, log["click"]))
    return {"ips": snips * raw.mean(), "snips": snips, "effective_rows": 1 / np.sum(share**2)}
