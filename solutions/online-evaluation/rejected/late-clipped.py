# question: late
# why: The rate is kept below one.
def conversion_rate(clicks, lags, now):
    lags = np.sort(np.asarray(lags, dtype=float))
    time = clicks["time"].to_numpy(dtype=float)
    converted = clicks["converted"].to_numpy(dtype=float)
    seen = time <= now
    came = seen & (converted <= now)
    age = now - time[seen]
    chance = np.searchsorted(lags, age, side="right") / len(lags)
    return min(1.0, came.sum() / chance.sum())
