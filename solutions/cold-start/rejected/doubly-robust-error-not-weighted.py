# question: doubly-robust
# why: Errors of the model count alike in all rows.
def doubly_robust_value(log, target, predicted):
    i, c = log["item"].to_numpy(), log["click"].to_numpy()
    w, m = np.asarray(target)[i] / log["propensity"].to_numpy(), np.asarray(predicted)[i]
    return np.dot(target, predicted) + np.mean(c - m)
