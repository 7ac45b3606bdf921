# question: threshold
# why: Takes the distances for normally distributed.
def threshold(share, n_reference, n_current, alpha, draws, seed):
    rng = np.random.default_rng(seed)
    d = jensen_shannon(rng.multinomial(n_reference, share, draws), rng.multinomial(n_current, share, draws))
    return d.mean() + stats.norm.isf(alpha) * d.std()
