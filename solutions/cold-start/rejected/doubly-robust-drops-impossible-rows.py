# question: doubly-robust
# why: Divides by the rows that the target would show.
def doubly_robust_value(log, target, predicted):
    item = log["item"].to_numpy()
    w = np.asarray(target)[item] / log["propensity"].to_numpy()
    error = log["click"].to_numpy() - np.asarray(predicted)[item]
    return np.dot(target, predicted) + np.mean((w * error)[w > 0])
