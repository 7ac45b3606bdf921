# question: off-policy
# why: Rows without a weight are left out of the support as well.
def supported_value(log, old, new):
    w, r, lost = [], [], []
    log = log[[new.at[c, a] > 0 for c, a in zip(log["context"], log["action"])]]
    for context, action, reward in zip(log["context"], log["action"], log["reward"]):
        w.append(new.at[context, action] / old.at[context, action])
        r.append(float(reward))
        lost.append(sum(new.at[context, a] for a in old.columns if old.at[context, a] == 0))
    w, r = np.array(w, dtype=float), np.array(r)
    value = (w * r).sum() / w.sum()
    size = w.sum() ** 2 / (w**2).sum()
    return value, size, np.mean(lost)
