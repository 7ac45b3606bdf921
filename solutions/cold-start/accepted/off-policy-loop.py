# question: off-policy
# why: A loop over the rows.
def off_policy(log, target):
    total = weights = squares = 0.0
    for row in log.itertuples():
        w = target[row.item] / row.propensity
        total += w * row.click
        weights += w
        squares += w * w
    return {"ips": total / len(log), "snips": total / weights, "effective_rows": weights**2 / squares}
