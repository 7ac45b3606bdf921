# question: off-policy
# why: Takes the first rows by their label instead of by their position.
def off_policy(log, target):
    log = log.reset_index().drop_duplicates("index")
    w = target[log["item"]] / log["propensity"].to_numpy()
    c = log["click"].to_numpy()
    return {"ips": (w * c).mean(), "snips": (w * c).sum() / w.sum(), "effective_rows": w.sum() ** 2 / (w**2).sum()}
