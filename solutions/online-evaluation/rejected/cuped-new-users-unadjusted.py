# question: cuped
# why: Theta from the known users alone; nothing is subtracted from new ones.
def adjusted_effect(users):
    x = users["before"].to_numpy(dtype=float)
    y = users["after"].to_numpy(dtype=float)
    treated = (users["arm"] == "treatment").to_numpy()
    known = ~np.isnan(x)
    spread = x[known].var()
    theta = np.cov(x[known], y[known], ddof=0)[0, 1] / spread if np.ptp(x[known]) > 0 else 0.0
    y = y - theta * (np.where(known, x, x[known].mean()) - x[known].mean()) * (1 + (~known).mean())
    a, b = y[treated], y[~treated]
    return a.mean() - b.mean(), np.sqrt(a.var(ddof=1) / len(a) + b.var(ddof=1) / len(b))
