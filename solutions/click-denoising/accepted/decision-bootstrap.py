# question: decision
# why: Percentiles of the mean under resampled queries.
def choose(pages):
    scores = pages.groupby("query")[["naive", "weighted"]].mean()
    gain = (scores["weighted"] - scores["naive"]).to_numpy()
    rng = np.random.default_rng(0)
    means = gain[rng.integers(len(gain), size=(4000, len(gain)))].mean(axis=1)
    low, high = np.percentile(means, [2.5, 97.5])
    if low > 0:
        return "weighted"
    if high < 0:
        return "naive"
    return "undecided"
