# question: experiment
# why: One generator runs through all seeds, so that a seed's result depends on those before
# it.
def experiment(train, test, share, seeds, models, metric):
    rng = np.random.default_rng(seeds[0])
    results = []
    for _ in seeds:
        kept = train & (rng.random(train.shape) < share)
        results.append({n: metric(fit(kept), kept, test) for n, fit in models.items()})
    return pd.DataFrame(results)
