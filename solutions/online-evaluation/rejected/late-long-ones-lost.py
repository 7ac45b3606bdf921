# question: late
# why: Conversions slower than all old ones do not count.
def conversion_rate(clicks, lags, now):
    lags = np.sort(np.asarray(lags, dtype=float))
    time = clicks["time"].to_numpy(dtype=float)
    converted = clicks["converted"].to_numpy(dtype=float)
    seen = time <= now
    came = (converted - time <= lags.max()) & seen & (converted <= now)
    age = now - time[seen]
    chance = np.searchsorted(lags, age, side="right") / len(lags)
    return came.sum() / chance.sum()
