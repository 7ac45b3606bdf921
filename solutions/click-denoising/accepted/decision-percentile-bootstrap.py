# question: decision
# why: Scipy's bootstrap over queries.
def choose(pages):
    from scipy import stats

    gain = pages.assign(g=pages.weighted - pages.naive).groupby("query").g.mean().values
    r = stats.bootstrap(
        (gain,), np.mean, n_resamples=2000, method="percentile", rng=np.random.default_rng(3)
    ).confidence_interval
    return "weighted" if r.low > 0 else "naive" if r.high < 0 else "undecided"
