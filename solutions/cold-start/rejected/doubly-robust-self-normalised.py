# question: doubly-robust
# why: Divides by the sum of the weights: biased, and no IPS where the model says nothing.
def doubly_robust_value(log, target, predicted):
    i, c = log["item"].to_numpy(), log["click"].to_numpy()
    w, m = np.asarray(target)[i] / log["propensity"].to_numpy(), np.asarray(predicted)[i]
    return np.dot(target, predicted) + (w * (c - m)).sum() / w.sum()
