# question: threshold
# why: Both samples have the size of the current one.
def threshold(share, n_reference, n_current, alpha, draws, seed):
    rng = np.random.default_rng(seed)
    a, b = (rng.multinomial(n_current, share, size=draws) for _ in range(2))
    return np.quantile(jensen_shannon(a, b), 1 - alpha)
