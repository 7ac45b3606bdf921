# question: threshold
# why: The largest distance ever drawn, which is exceeded in none of the pairs.
def threshold(share, n_reference, n_current, alpha, draws, seed):
    rng = np.random.default_rng(seed)
    a, b = (rng.multinomial(n, share, size=draws) for n in (n_reference, n_current))
    return jensen_shannon(a, b).max()
