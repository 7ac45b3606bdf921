# question: doubly-robust
# why: Row by row.
def doubly_robust_value(log, target, predicted):
    value = sum(t * m for t, m in zip(target, predicted))
    total = 0.0
    for i, c, p in zip(log["item"], log["click"], log["propensity"]):
        total += target[i] / p * (c - predicted[i])
    return value + total / len(log)
