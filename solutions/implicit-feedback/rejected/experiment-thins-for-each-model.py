# question: experiment
# why: Every model gets a log of its own, so that luck is compared with luck.
def experiment(train, test, share, seeds, models, metric):
    results = []
    for seed in seeds:
        rng = np.random.default_rng(seed)
        row = {}
        for name, fit in models.items():
            kept = train & (rng.random(train.shape) < share)
            row[name] = metric(fit(kept), kept, test)
        results.append(row)
    return pd.DataFrame(results)
