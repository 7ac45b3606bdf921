# question: late
# why: Conversions of clicks whose chance is nought are left out.
def conversion_rate(clicks, lags, now):
    lags = np.sort(np.asarray(lags, dtype=float))
    time = clicks["time"].to_numpy(dtype=float)
    converted = clicks["converted"].to_numpy(dtype=float)
    seen = time <= now
    came = seen & (converted <= now)
    age = now - time[seen]
    chance = np.searchsorted(lags, age, side="right") / len(lags)
    return came[seen][chance > 0].sum() / chance.sum()
