# question: calibration
# why: A Series in place of a dict.
def calibration(rows, least):
    s = pd.Series(rows["slice"].to_numpy(dtype=object))
    p, y = pd.Series(rows["predicted"].to_numpy(float)), pd.Series(rows["clicked"].to_numpy(int))
    thin = ~(y.groupby(s).transform("sum") >= least)
    s = s.mask(thin, "other")
    ratio = p.groupby(s).sum() / y.groupby(s).sum()
    return ratio[y.groupby(s).sum() > 0]
