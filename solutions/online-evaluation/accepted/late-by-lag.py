# question: late
# why: Summed the other way: for each lag, the clicks old enough for it.
def conversion_rate(clicks, lags, now):
    time = clicks["time"].to_numpy(dtype=float)
    age = now - time[time <= now]
    could = np.mean([np.count_nonzero(age >= lag) for lag in lags])
    seen = np.count_nonzero(clicks["converted"].to_numpy(dtype=float) <= now)
    return seen / could
