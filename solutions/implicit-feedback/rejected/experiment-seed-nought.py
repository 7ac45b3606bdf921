# question: experiment
# why: Seed 0 is taken for no seed.
def experiment(train, test, share, seeds, models, metric):
    results = []
    for seed in seeds:
        kept = train & (np.random.default_rng(seed or None).random(train.shape) < share)
        results.append({name: metric(fit(kept), kept, test) for name, fit in models.items()})
    return pd.DataFrame(results)
