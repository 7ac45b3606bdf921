# question: off-policy
# why: Leaves out rows with a propensity of 1, as if nothing could be learnt from them.
def off_policy(log, target):
    log = log[log["propensity"] < 1]
    w = np.asarray(target)[log["item"]] / log["propensity"].to_numpy()
    clicks = w @ log["click"].to_numpy()
    return {"ips": clicks / len(log), "snips": clicks / w.sum(), "effective_rows": w.sum() ** 2 / (w @ w)}
