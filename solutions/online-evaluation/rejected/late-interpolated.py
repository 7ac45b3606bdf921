# question: late
# why: A curve interpolated between the lags.
def conversion_rate(clicks, lags, now):
    lags = np.sort(np.asarray(lags, dtype=float))
    time = clicks["time"].to_numpy(dtype=float)
    converted = clicks["converted"].to_numpy(dtype=float)
    seen = time <= now
    came = seen & (converted <= now)
    age = now - time[seen]
    chance = np.interp(age, lags, np.arange(1, len(lags) + 1) / len(lags), left=0)
    return came.sum() / chance.sum()
