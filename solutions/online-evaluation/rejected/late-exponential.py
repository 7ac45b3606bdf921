# question: late
# why: An exponential curve in place of the old lags.
def conversion_rate(clicks, lags, now):
    lags = np.sort(np.asarray(lags, dtype=float))
    time = clicks["time"].to_numpy(dtype=float)
    converted = clicks["converted"].to_numpy(dtype=float)
    seen = time <= now
    came = seen & (converted <= now)
    age = now - time[seen]
    chance = 1 - np.exp(-age / lags.mean())
    return came.sum() / chance.sum()
