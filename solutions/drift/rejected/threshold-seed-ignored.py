# question: threshold
# why: The same draws for every seed.
def threshold(share, n_reference, n_current, alpha, draws, seed):
    rng = np.random.default_rng(0)
    a, b = (rng.multinomial(n, share, size=draws) for n in (n_reference, n_current))
    return np.quantile(jensen_shannon(a, b), 1 - alpha)
