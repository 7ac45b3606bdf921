# question: threshold
# why: Takes the reference's shares for exactly known: only the current sample is random.
def threshold(share, n_reference, n_current, alpha, draws, seed):
    rng = np.random.default_rng(seed)
    current = rng.multinomial(n_current, share, size=draws)
    return np.quantile(jensen_shannon(np.tile(share, (draws, 1)), current), 1 - alpha)
