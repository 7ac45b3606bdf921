# question: threshold
# why: Takes the seed 0 for no seed.
def threshold(share, n_reference, n_current, alpha, draws, seed):
    rng = np.random.default_rng(seed or None)
    d = jensen_shannon(rng.multinomial(n_reference, share, draws), rng.multinomial(n_current, share, draws))
    return np.quantile(d, 1 - alpha)
