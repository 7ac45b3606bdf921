# question: cuped
# why: Theta from both arms after each arm's mean is taken out.
def adjusted_effect(users):
    x = users["before"].to_numpy(dtype=float)
    y = users["after"].to_numpy(dtype=float)
    treated = (users["arm"] == "treatment").to_numpy()
    x = np.where(np.isnan(x), np.nanmean(x), x)
    spread = x.var(ddof=1)
    theta = (lambda u, v: (u @ v) / (u @ u))(x - np.where(treated, x[treated].mean(), x[~treated].mean()), y - np.where(treated, y[treated].mean(), y[~treated].mean())) if np.ptp(x[treated]) + np.ptp(x[~treated]) > 0 else 0.0
    y = y - theta * (x - x.mean())
    a, b = y[treated], y[~treated]
    return a.mean() - b.mean(), np.sqrt(a.var(ddof=1) / len(a) + b.var(ddof=1) / len(b))
