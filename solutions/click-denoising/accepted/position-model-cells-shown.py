# question: position-model
# why: Sums over the cells that were shown only.
def position_model(shown, clicked, n_steps):
    d, k = np.nonzero(shown)
    n, c = shown[d, k], clicked[d, k]
    t, g = np.ones(shown.shape[1]) / 2, np.ones(shown.shape[0]) / 2

    def step(tg):
        t, g = tg
        un = (n - c) / (1 - t[k] * g[d])
        return (
            np.bincount(k, c + un * t[k] * (1 - g[d])) / np.bincount(k, n),
            np.bincount(d, c + un * g[d] * (1 - t[k])) / np.bincount(d, n),
        )

    from functools import reduce

    t, g = reduce(lambda tg, _: step(tg), range(n_steps), (t, g))
    return pd.Series(t) / t[0], pd.Series(g) * t[0]
