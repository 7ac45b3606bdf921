# question: experiment
# why: Fills random cells of the matrix instead of thinning what was watched.
def experiment(train, test, share, seeds, models, metric):
    results = []
    for seed in seeds:
        kept = np.random.default_rng(seed).random(train.shape) < share * train.mean()
        results.append({n: metric(fit(kept), kept, test) for n, fit in models.items()})
    return pd.DataFrame(results)
