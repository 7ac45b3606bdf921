# question: off-policy
# why: Rewards by item, in plain arrays.
def off_policy(log, target):
    w = np.array([target[i] for i in log["item"]]) / np.array(log["propensity"])
    reward = w * np.array(log["click"])
    return pd.Series({"snips": np.average(np.array(log["click"]), weights=w), "ips": reward.mean(),
                      "effective_rows": np.square(w.sum()) / np.square(w).sum()})
