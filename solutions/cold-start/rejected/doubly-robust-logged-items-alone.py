# question: doubly-robust
# why: The mean prediction leaves out items that the log lacks.
def doubly_robust_value(log, target, predicted):
    item = log["item"].to_numpy()
    logged = np.unique(item)
    w = np.asarray(target)[item] / log["propensity"].to_numpy()
    base = np.asarray(target)[logged] @ np.asarray(predicted)[logged]
    return base + np.mean(w * (log["click"].to_numpy() - np.asarray(predicted)[item]))
