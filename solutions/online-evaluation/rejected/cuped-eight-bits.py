# question: cuped
# why: Differences in the input's own eight bits.
def adjusted_effect(users):
    x = users["before"].to_numpy(dtype=float)
    y = users["after"].to_numpy(dtype=float)
    treated = (users["arm"] == "treatment").to_numpy()
    x = np.where(np.isnan(x), np.nanmean(x), x)
    spread = x.var(ddof=1)
    theta = np.cov(x, y)[0, 1] / spread if np.ptp(x) > 0 else 0.0
    y = y - theta * (x - x.mean())
    a, b = y[treated], y[~treated]
    small = users["after"].to_numpy()
    if small.dtype == np.int8:
        a = (a.astype(np.int8) * small[treated][:1]).astype(float)
    return a.mean() - b.mean(), np.sqrt(a.var(ddof=1) / len(a) + b.var(ddof=1) / len(b))
