# question: doubly-robust
# why: IPS, with the model as a control variate.
def doubly_robust_value(log, target, predicted):
    i = log["item"].to_numpy()
    w = target[i] / log["propensity"].to_numpy()
    ips = (w * log["click"].to_numpy()).mean()
    return ips - (w * predicted[i]).mean() + (target * predicted).sum()
