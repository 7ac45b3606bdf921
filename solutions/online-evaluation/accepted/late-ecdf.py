# question: late
# why: The empirical distribution function of SciPy.
def conversion_rate(clicks, lags, now):
    seen = clicks[clicks["time"] <= now]
    curve = stats.ecdf(np.asarray(lags, dtype=float)).cdf
    return seen["converted"].le(now).sum() / curve.evaluate(now - seen["time"].astype(float).to_numpy()).sum()
