# question: doubly-robust
# why: Rounds to four places, more than a rare click rate has.
def doubly_robust_value(log, target, predicted):
    item = log["item"].to_numpy()
    w = np.asarray(target)[item] / log["propensity"].to_numpy()
    error = log["click"].to_numpy() - np.asarray(predicted)[item]
    return round(float(np.dot(target, predicted) + np.mean(w * error)), 4)
