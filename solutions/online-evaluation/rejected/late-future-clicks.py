# question: late
# why: Clicks of after now count with a chance of their own.
def conversion_rate(clicks, lags, now):
    lags = np.sort(np.asarray(lags, dtype=float))
    time = clicks["time"].to_numpy(dtype=float)
    converted = clicks["converted"].to_numpy(dtype=float)
    seen = time <= np.inf
    came = seen & (converted <= now)
    age = np.abs(now - time[seen])
    chance = np.searchsorted(lags, age, side="right") / len(lags)
    return came.sum() / chance.sum()
