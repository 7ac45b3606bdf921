# question: confidence
# why: A rank says how long the others watched.
def confidence(fraction):
    f = np.minimum(np.nan_to_num(np.asarray(fraction, dtype=float)), 1)
    return np.where(f > 0, pd.Series(f).rank(method="max", pct=True), 0)
