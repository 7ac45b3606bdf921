# question: doubly-robust
# why: The answer is cut to a click rate, so that it is no longer linear.
def doubly_robust_value(log, target, predicted):
    item = log["item"].to_numpy()
    w = np.asarray(target)[item] / log["propensity"].to_numpy()
    error = log["click"].to_numpy() - np.asarray(predicted)[item]
    return np.clip(np.dot(target, predicted) + np.mean(w * error), 0, 1)
