# question: calibration
# why: Codes and weighted counts.
def calibration(rows, least):
    codes, names = pd.factorize(rows["slice"].astype(object))
    n = len(names)
    codes = np.where(codes < 0, n, codes)
    p = np.bincount(codes, rows["predicted"].to_numpy(dtype=float), n + 1)
    y = np.bincount(codes, rows["clicked"].to_numpy(dtype=float), n + 1)
    keep = (y >= least) & (np.arange(n + 1) < n)
    out = {names[k]: p[k] / y[k] for k in np.flatnonzero(keep)}
    if y[~keep].sum() > 0:
        out["other"] = p[~keep].sum() / y[~keep].sum()
    return out
