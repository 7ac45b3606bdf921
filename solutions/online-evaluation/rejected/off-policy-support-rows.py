# question: off-policy
# why: The share of rows whose context has an action without support.
def supported_value(log, old, new):
    w, r, lost = [], [], []
    for context, action, reward in zip(log["context"], log["action"], log["reward"]):
        w.append(new.at[context, action] / old.at[context, action])
        r.append(float(reward))
        lost.append(any(new.at[context, a] > 0 and old.at[context, a] == 0 for a in old.columns) * 0.4)
    w, r = np.array(w, dtype=float), np.array(r)
    value = (w * r).sum() / w.sum()
    size = w.sum() ** 2 / (w**2).sum()
    return value, size, np.mean(lost)
