# question: satisfied-rate
# why: Sorts the stays of each document and searches for the threshold.
def satisfied_rate(impressions, threshold):
    x = impressions.sort_values(["doc_id", "dwell"], kind="stable")
    d = x["doc_id"].values
    starts = np.flatnonzero(np.r_[True, d[1:] != d[:-1]])
    ends = np.r_[starts[1:], len(d)]
    t = x["dwell"].values
    out = pd.Series(0, index=range(len(starts)), dtype="Float64")
    for i, (a, b) in enumerate(zip(starts, ends)):
        s = t[a:b]
        s = s[~np.isnan(s)]
        out[i] = (len(s) - np.searchsorted(s, threshold, side="left")) / (b - a)
    return out
