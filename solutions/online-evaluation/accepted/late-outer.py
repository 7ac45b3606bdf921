# question: late
# why: A table of ages and lags.
def conversion_rate(clicks, lags, now):
    seen = clicks.loc[(clicks["time"] <= now).to_numpy()]
    age = (now - seen["time"].astype(float)).to_numpy()
    table = np.asarray(lags, dtype=float)[None, :] <= age[:, None]
    return (seen["converted"] <= now).to_numpy().sum() / table.mean(axis=1).sum()
