# question: threshold
# why: One sample of both sizes, divided at random, is two independent samples.
def threshold(share, n_reference, n_current, alpha, draws, seed):
    rng = np.random.default_rng([seed, 77])
    pooled = rng.multinomial(n_reference + n_current, np.asarray(share), size=draws)
    first = np.array([rng.multivariate_hypergeometric(both, n_reference, method="marginals") for both in pooled])
    distances = pd.Series(jensen_shannon(first, pooled - first))
    return distances.quantile(1 - alpha, interpolation="higher")
