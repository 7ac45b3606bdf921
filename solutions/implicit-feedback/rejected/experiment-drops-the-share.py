# question: experiment
# why: Drops the share that should be kept.
def experiment(train, test, share, seeds, models, metric):
    results = []
    for seed in seeds:
        kept = train & (np.random.default_rng(seed).random(train.shape) >= share)
        results.append({n: metric(fit(kept), kept, test) for n, fit in models.items()})
    return pd.DataFrame(results)
