# question: late
# why: Percentages of a Series; conversions after a click mean a seen click.
def conversion_rate(clicks, lags, now):
    known = clicks.reset_index(drop=True).astype(float).query("time <= @now")
    lags = pd.Series(np.asarray(lags, dtype=float))
    could = known["time"].map(lambda t: (lags <= now - t).mean())
    return np.float64((known["converted"].fillna(np.inf) <= now).sum() / could.sum())
