# question: doubly-robust
# why: Adds both estimates up.
def doubly_robust_value(log, target, predicted):
    i, c = log["item"].to_numpy(), log["click"].to_numpy()
    w, m = np.asarray(target)[i] / log["propensity"].to_numpy(), np.asarray(predicted)[i]
    return np.dot(target, predicted) + np.mean(w * c)
