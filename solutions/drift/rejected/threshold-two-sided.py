# question: threshold
# why: Leaves half of alpha to a lower tail that raises no alarm.
def threshold(share, n_reference, n_current, alpha, draws, seed):
    rng = np.random.default_rng(seed)
    a, b = (rng.multinomial(n, share, size=draws) for n in (n_reference, n_current))
    return np.quantile(jensen_shannon(a, b), 1 - alpha / 2)
