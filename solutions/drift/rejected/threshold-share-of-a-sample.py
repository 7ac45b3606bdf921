# question: threshold
# why: Draws from the shares of one drawn sample instead of the true ones.
def threshold(share, n_reference, n_current, alpha, draws, seed):
    rng = np.random.default_rng(seed)
    drawn = rng.multinomial(n_reference, share) / n_reference
    pairs = [rng.multinomial(n, drawn, size=draws) for n in (n_reference, n_current)]
    return np.quantile(jensen_shannon(*pairs), 1 - alpha)
