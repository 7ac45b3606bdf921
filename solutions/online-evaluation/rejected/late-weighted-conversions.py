# question: late
# why: Each conversion is divided by its chance, and the sum by the clicks.
def conversion_rate(clicks, lags, now):
    lags = np.sort(np.asarray(lags, dtype=float))
    time = clicks["time"].to_numpy(dtype=float)
    converted = clicks["converted"].to_numpy(dtype=float)
    seen = time <= now
    came = seen & (converted <= now)
    age = now - time[seen]
    chance = np.searchsorted(lags, age, side="right") / len(lags)
    w = np.where(chance > 0, 1 / np.maximum(chance, 1e-9), 0)
    return (came[seen] * w).sum() / seen.sum()
