# question: label-errors
# why: Beta posteriors with Jeffreys prior; named if it is the worst with a probability of 97.5%.
def label_errors(checked):
    wrong = (checked["recorded"] != checked["true"]).groupby(checked["source"])
    k, n = wrong.sum(), wrong.count()
    beliefs = [stats.beta(a + 0.5, b - a + 0.5) for a, b in zip(k, n)]
    table = pd.DataFrame({
        "source": k.index,
        "error": (k / n).to_numpy(),
        "low": [0 if a == 0 else belief.ppf(0.025) for a, belief in zip(k, beliefs)],
        "high": [1 if a == b else belief.ppf(0.975) for a, b, belief in zip(k, n, beliefs)],
    })
    rng = np.random.default_rng(0)
    draws = np.array([belief.rvs(4000, random_state=rng) for belief in beliefs])
    chance = (draws.argmax(axis=0)[:, None] == np.arange(len(k))).mean(axis=0)
    return table, k.index[chance.argmax()] if chance.max() > 0.975 else None
