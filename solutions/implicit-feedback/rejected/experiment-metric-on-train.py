# question: experiment
# why: The metric masks the whole training log instead of what the model has learnt from.
def experiment(train, test, share, seeds, models, metric):
    results = []
    for seed in seeds:
        kept = train & (np.random.default_rng(seed).random(train.shape) < share)
        results.append({n: metric(fit(kept), train, test) for n, fit in models.items()})
    return pd.DataFrame(results)
