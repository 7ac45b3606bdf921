# question: threshold
# why: A loop over the pairs, with rows drawn one by one and the order statistic as the quantile.
def threshold(share, n_reference, n_current, alpha, draws, seed):
    rng = np.random.RandomState(seed)
    found = []
    for _ in range(draws):
        a = rng.multinomial(n_reference, share)
        b = rng.multinomial(n_current, share)
        found.append(float(jensen_shannon(a, b)))
    return sorted(found)[int(np.ceil((1 - alpha) * draws)) - 1]
