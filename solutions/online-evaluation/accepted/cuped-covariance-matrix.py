# question: cuped
# why: Covariance and variance from one matrix, divided by n.
def adjusted_effect(users):
    x = users["before"].astype("float64").to_numpy(copy=True)
    x[x != x] = np.nanmean(x)
    y = users["after"].astype("float64").to_numpy()
    c = np.cov(x, y, bias=True)
    theta = 0.0 if (x == x[0]).all() else c[0, 1] / c[0, 0]
    z = pd.Series(y - theta * (x - x.mean()), index=users["arm"].to_numpy())
    t, k = z["treatment"], z["control"]
    return t.mean() - k.mean(), np.sqrt(t.sem() ** 2 + k.sem() ** 2)
