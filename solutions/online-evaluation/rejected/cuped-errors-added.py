# question: cuped
# why: The errors of the arms are added.
def adjusted_effect(users):
    x = users["before"].to_numpy(dtype=float)
    y = users["after"].to_numpy(dtype=float)
    treated = (users["arm"] == "treatment").to_numpy()
    x = np.where(np.isnan(x), np.nanmean(x), x)
    spread = x.var(ddof=1)
    theta = np.cov(x, y)[0, 1] / spread if np.ptp(x) > 0 else 0.0
    y = y - theta * (x - x.mean())
    a, b = y[treated], y[~treated]
    return a.mean() - b.mean(), a.std(ddof=1) / len(a) ** 0.5 + b.std(ddof=1) / len(b) ** 0.5
