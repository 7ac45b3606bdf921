# question: threshold
# why: Draws both samples' rows in one go and splits them.
def threshold(share, n_reference, n_current, alpha, draws, seed):
    rng = np.random.default_rng([seed, 1])
    edges = np.cumsum(share)[:-1]
    k = len(share)

    def counts(n):
        table = np.empty((draws, k))
        for i in range(draws):
            codes = np.searchsorted(edges, rng.random(n), side="right")
            table[i] = np.bincount(codes, minlength=k)
        return table

    return np.percentile(jensen_shannon(counts(n_reference), counts(n_current)), 100 * (1 - alpha))
