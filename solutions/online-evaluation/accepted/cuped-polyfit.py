# question: cuped
# why: A fitted line of first degree.
def adjusted_effect(users):
    before = np.array(users["before"], dtype=float)
    before[np.isnan(before)] = before[~np.isnan(before)].mean()
    after = np.array(users["after"], dtype=float)
    if before.min() < before.max():
        centred = before - before.mean()
        after = after - np.polynomial.polynomial.polyfit(centred, after, 1)[1] * centred
    new = np.array([a == "treatment" for a in users["arm"]])
    return np.array([after[new].mean() - after[~new].mean(),
                     np.hypot(after[new].std(ddof=1) / np.sqrt(new.sum()), after[~new].std(ddof=1) / np.sqrt((~new).sum()))])
