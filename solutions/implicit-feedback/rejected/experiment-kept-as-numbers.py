# question: experiment
# why: The thinned log holds numbers: a model that turns it round goes wrong.
def experiment(train, test, share, seeds, models, metric):
    results = []
    for seed in seeds:
        kept = (train & (np.random.default_rng(seed).random(train.shape) < share)).astype(int)
        results.append({name: metric(fit(kept), kept, test) for name, fit in models.items()})
    return pd.DataFrame(results)
