# question: cuped
# why: New users are given a past of nothing.
def adjusted_effect(users):
    x = users["before"].to_numpy(dtype=float)
    y = users["after"].to_numpy(dtype=float)
    treated = (users["arm"] == "treatment").to_numpy()
    x = np.where(np.isnan(x), 0.0, x)
    spread = x.var(ddof=1)
    theta = np.cov(x, y)[0, 1] / spread if np.ptp(x) > 0 else 0.0
    y = y - theta * (x - x.mean())
    a, b = y[treated], y[~treated]
    return a.mean() - b.mean(), np.sqrt(a.var(ddof=1) / len(a) + b.var(ddof=1) / len(b))
