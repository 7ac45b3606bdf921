# question: experiment
# why: The models learn from the whole log; only the metric sees the thinned one.
def experiment(train, test, share, seeds, models, metric):
    results = []
    for seed in seeds:
        kept = train & (np.random.default_rng(seed).random(train.shape) < share)
        results.append({n: metric(fit(train), kept, test) for n, fit in models.items()})
    return pd.DataFrame(results)
