# question: threshold
# why: SciPy's multinomial, and a quantile that takes the higher neighbour.
def threshold(share, n_reference, n_current, alpha, draws, seed):
    rng = np.random.default_rng(seed)
    a = stats.multinomial(n_reference, share).rvs(draws, random_state=rng)
    b = stats.multinomial(n_current, share).rvs(draws, random_state=rng)
    return pd.Series(jensen_shannon(b, a)).quantile(1 - alpha, interpolation="higher")
