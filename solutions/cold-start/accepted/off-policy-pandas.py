# question: off-policy
# why: Columns of the table; the answer is a Series.
def off_policy(log, target):
    w = log["item"].map(dict(enumerate(target))) / log["propensity"]
    return pd.Series({
        "snips": np.average(log["click"], weights=w),
        "ips": (w * log["click"]).mean(),
        "effective_rows": w.sum() ** 2 / (w**2).sum(),
    })
