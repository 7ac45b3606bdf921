# question: threshold
# why: Empty bins are given a small share.
def threshold(share, n_reference, n_current, alpha, draws, seed):
    rng = np.random.default_rng(seed)
    share = np.asarray(share) + 1e-3
    pairs = [rng.multinomial(n, share / share.sum(), size=draws) for n in (n_reference, n_current)]
    return np.quantile(jensen_shannon(*pairs), 1 - alpha)
