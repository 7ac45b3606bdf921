# question: off-policy
# why: Equal rows are taken for copies of one choice.
def off_policy(log, target):
    log = log.drop_duplicates()
    w = np.asarray(target)[log["item"]] / log["propensity"].to_numpy()
    clicks = w @ log["click"].to_numpy()
    return {
        "ips": clicks / len(log),
        "snips": clicks / w.sum(),
        "effective_rows": w.sum() ** 2 / (w @ w),
    }
