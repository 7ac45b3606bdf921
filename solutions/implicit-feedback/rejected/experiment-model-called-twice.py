# question: experiment
# why: Calls each model once more to look at its shape.
def experiment(train, test, share, seeds, models, metric):
    results = []
    for seed in seeds:
        rng = np.random.default_rng(seed)
        kept = train & (rng.random(train.shape) < share)
        assert all(fit(kept).shape == train.shape for fit in models.values())
        results.append({name: metric(fit(kept), kept, test) for name, fit in models.items()})
    return pd.DataFrame(results)
