# question: experiment
# why: Keeps the same share of every user's interactions: no user is ever left without history.
def experiment(train, test, share, seeds, models, metric):
    results = []
    for seed in seeds:
        rng = np.random.default_rng(seed)
        kept = np.zeros_like(train)
        for user, row in enumerate(train):
            items = np.flatnonzero(row)
            size = int(rng.binomial(1, share * len(items) % 1) + share * len(items) // 1)
            kept[user, rng.choice(items, size=size, replace=False)] = True
        results.append({n: metric(fit(kept), kept, test) for n, fit in models.items()})
    return pd.DataFrame(results)
