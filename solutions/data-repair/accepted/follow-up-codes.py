# question: follow-up
# why: bincount over coded groups; weights by indexing.
def follow_up(people):
    code = pd.factorize(people["group"])[0]
    called = people["called"].to_numpy(dtype=bool)
    y = people["answer"].to_numpy(dtype=float)
    silent = called | np.isnan(y)
    ratio = np.bincount(code, silent) / np.maximum(np.bincount(code, called), 1)
    w = np.where(called, ratio[code], np.where(silent, 0, 1))
    return {"mean": np.nansum(w * y) / w.sum(), "worth": w.sum() ** 2 / (w @ w)}
