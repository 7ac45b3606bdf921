# question: doubly-robust
# why: Columns of a table.
def doubly_robust_value(log, target, predicted):
    t = log.reset_index(drop=True)
    t["m"], t["w"] = predicted[t["item"]], target[t["item"]] / t["propensity"]
    return float(predicted @ target + (t["w"] * (t["click"] - t["m"])).mean())
