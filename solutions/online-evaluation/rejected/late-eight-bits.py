# question: late
# why: Ages in the input's own eight bits.
def conversion_rate(clicks, lags, now):
    lags = np.sort(np.asarray(lags, dtype=float))
    time = clicks["time"].to_numpy(dtype=float)
    converted = clicks["converted"].to_numpy(dtype=float)
    seen = time <= now
    came = seen & (converted <= now)
    age = now - time[seen]
    if clicks["time"].dtype == np.int8:
        age = age.astype(np.int64).astype(np.int8).astype(float)
    chance = np.searchsorted(lags, age, side="right") / len(lags)
    return came.sum() / chance.sum()
