# question: off-policy
# why: The old policy's chance of what the new one never shows.
def supported_value(log, old, new):
    w, r, lost = [], [], []
    for context, action, reward in zip(log["context"], log["action"], log["reward"]):
        w.append(new.at[context, action] / old.at[context, action])
        r.append(float(reward))
        lost.append(sum(old.at[context, a] for a in old.columns if new.at[context, a] == 0))
    w, r = np.array(w, dtype=float), np.array(r)
    value = (w * r).sum() / w.sum()
    size = w.sum() ** 2 / (w**2).sum()
    return value, size, np.mean(lost)
