# question: doubly-robust
# why: Weights above 10 are cut off.
def doubly_robust_value(log, target, predicted):
    item = log["item"].to_numpy()
    w = np.asarray(target)[item] / log["propensity"].to_numpy()
    error = log["click"].to_numpy() - np.asarray(predicted)[item]
    return np.dot(target, predicted) + np.mean(np.minimum(w, 10) * error)
