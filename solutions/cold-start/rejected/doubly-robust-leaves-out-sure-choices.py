# question: doubly-robust
# why: Leaves out rows with a propensity of 1, as if nothing could be learnt from them.
def doubly_robust_value(log, target, predicted):
    log = log[log["propensity"] < 1]
    item = log["item"].to_numpy()
    w = np.asarray(target)[item] / log["propensity"].to_numpy()
    return np.dot(target, predicted) + np.mean(w * (log["click"].to_numpy() - np.asarray(predicted)[item]))
