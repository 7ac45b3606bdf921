# question: threshold
# why: Draws from equal shares.
def threshold(share, n_reference, n_current, alpha, draws, seed):
    rng = np.random.default_rng(seed)
    even = np.full(len(share), 1 / len(share))
    a, b = (rng.multinomial(n, even, size=draws) for n in (n_reference, n_current))
    return np.quantile(jensen_shannon(a, b), 1 - alpha)
