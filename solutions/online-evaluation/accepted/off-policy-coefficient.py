# question: off-policy
# why: The size by the spread of the weights, divided by n.
def supported_value(log, old, new):
    w = np.array([new.loc[c, a] / old.loc[c, a] for c, a in zip(log["context"], log["action"])], dtype=float)
    value = np.dot(w, log["reward"].astype(float)) / w.sum()
    size = len(w) / (1 + w.var() / w.mean() ** 2)
    zero = old.eq(0)
    return value, size, np.mean([new.loc[c][zero.loc[c]].sum() for c in log["context"]])
