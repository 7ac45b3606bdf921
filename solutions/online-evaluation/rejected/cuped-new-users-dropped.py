# question: cuped
# why: Users without a past are left out.
def adjusted_effect(users):
    x = users["before"].to_numpy(dtype=float)
    y = users["after"].to_numpy(dtype=float)
    treated = (users["arm"] == "treatment").to_numpy()
    treated, y, x = treated[~np.isnan(x)], y[~np.isnan(x)], x[~np.isnan(x)]
    spread = x.var(ddof=1)
    theta = np.cov(x, y)[0, 1] / spread if np.ptp(x) > 0 else 0.0
    y = y - theta * (x - x.mean())
    a, b = y[treated], y[~treated]
    return a.mean() - b.mean(), np.sqrt(a.var(ddof=1) / len(a) + b.var(ddof=1) / len(b))
