# question: threshold
# why: Mean plus two standard deviations whatever alpha is: the distances are not normal.
def threshold(share, n_reference, n_current, alpha, draws, seed):
    rng = np.random.default_rng(seed)
    a, b = (rng.multinomial(n, share, size=draws) for n in (n_reference, n_current))
    d = jensen_shannon(a, b)
    return d.mean() + 2 * d.std()
