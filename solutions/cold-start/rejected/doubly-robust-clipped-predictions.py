# question: doubly-robust
# why: Predictions are cut to click rates, so that it is no longer linear.
def doubly_robust_value(log, target, predicted):
    item, predicted = log["item"].to_numpy(), np.clip(predicted, 0, 1)
    w = np.asarray(target)[item] / log["propensity"].to_numpy()
    return np.dot(target, predicted) + np.mean(w * (log["click"].to_numpy() - predicted[item]))
