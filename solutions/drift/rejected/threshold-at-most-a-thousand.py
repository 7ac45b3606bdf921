# question: threshold
# why: Draws a thousand pairs at most, to save time.
def threshold(share, n_reference, n_current, alpha, draws, seed):
    rng = np.random.default_rng(seed)
    size = min(draws, 1000)
    d = jensen_shannon(rng.multinomial(n_reference, share, size), rng.multinomial(n_current, share, size))
    return np.quantile(d, 1 - alpha)
