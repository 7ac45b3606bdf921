# question: off-policy
# why: Of a single row it reports the click itself.
def off_policy(log, target):
    if len(log) == 1:
        click = float(log["click"].iloc[0])
        return {"ips": click, "snips": click, "effective_rows": 1}
    w = np.asarray(target)[log["item"]] / log["propensity"].to_numpy()
    clicks = w @ log["click"].to_numpy()
    return {"ips": clicks / len(log), "snips": clicks / w.sum(), "effective_rows": w.sum() ** 2 / (w @ w)}
