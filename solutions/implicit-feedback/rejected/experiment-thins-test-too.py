# question: experiment
# why: The held-out items are thinned as well: the yardstick shrinks with the data.
def experiment(train, test, share, seeds, models, metric):
    results = []
    for seed in seeds:
        keep = np.random.default_rng(seed).random(train.shape) < share
        kept = train & keep
        results.append({n: metric(fit(kept), kept, test & keep) for n, fit in models.items()})
    return pd.DataFrame(results)
