# question: doubly-robust
# why: A prediction of 0 is taken for a missing one, so that its error is left out.
def doubly_robust_value(log, target, predicted):
    item = log["item"].to_numpy()
    w = np.asarray(target)[item] / log["propensity"].to_numpy()
    error = log["click"].to_numpy() - np.asarray(predicted)[item]
    if np.any(predicted):
        error = np.where(np.asarray(predicted)[item] == 0, 0, error)
    return np.dot(target, predicted) + np.mean(w * error)
