# question: threshold
# why: Always draws five thousand pairs.
def threshold(share, n_reference, n_current, alpha, draws, seed):
    rng = np.random.default_rng(seed)
    d = jensen_shannon(rng.multinomial(n_reference, share, 5000), rng.multinomial(n_current, share, 5000))
    return np.quantile(d, 1 - alpha)
