# question: off-policy
# why: Takes the columns in the order of the example.
def off_policy(log, target):
    item, click, propensity = log.to_numpy().T
    w = np.asarray(target)[item.astype(int)] / propensity
    return {
        "ips": w @ click / len(log),
        "snips": w @ click / w.sum(),
        "effective_rows": w.sum() ** 2 / (w @ w),
    }
