# question: late
# why: A click that has converted counts whole.
def conversion_rate(clicks, lags, now):
    lags = np.sort(np.asarray(lags, dtype=float))
    time = clicks["time"].to_numpy(dtype=float)
    converted = clicks["converted"].to_numpy(dtype=float)
    seen = time <= now
    came = seen & (converted <= now)
    age = now - time[seen]
    chance = np.searchsorted(lags, age, side="right") / len(lags)
    chance = np.where(came[seen], 1.0, chance)
    return came.sum() / chance.sum()
