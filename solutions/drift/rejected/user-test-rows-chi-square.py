# question: user-test
# why: A chi-square test on rows counted in bins.
def user_test(before, after):
    edges = np.quantile(np.concatenate([before["value"], after["value"]]), [0.25, 0.5, 0.75])
    counts = [np.bincount(np.searchsorted(edges, s["value"]), minlength=4) for s in (before, after)]
    return stats.chi2_contingency(np.array(counts) + 0.5)[1]
