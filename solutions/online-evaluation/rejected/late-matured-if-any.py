# question: late
# why: Only clicks older than the longest lag, if there are such.
def conversion_rate(clicks, lags, now):
    lags = np.sort(np.asarray(lags, dtype=float))
    time = clicks["time"].to_numpy(dtype=float)
    converted = clicks["converted"].to_numpy(dtype=float)
    seen = time <= now
    seen = seen & (time <= now - lags.max()) if (time <= now - lags.max()).any() else seen
    came = seen & (converted <= now)
    age = now - time[seen]
    chance = np.searchsorted(lags, age, side="right") / len(lags)
    return came.sum() / chance.sum()
