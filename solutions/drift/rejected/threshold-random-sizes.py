# question: threshold
# why: Each bin has a Poisson count of its own, so that the sizes vary.
def threshold(share, n_reference, n_current, alpha, draws, seed):
    rng = np.random.default_rng(seed)
    counts = [rng.poisson(n * np.asarray(share), size=(draws, len(share))) for n in (n_reference, n_current)]
    filled = (counts[0].sum(axis=1) > 0) & (counts[1].sum(axis=1) > 0)
    return np.quantile(jensen_shannon(counts[0][filled], counts[1][filled]), 1 - alpha)
