# question: experiment
# why: No generator is seeded: nobody can repeat the result.
def experiment(train, test, share, seeds, models, metric):
    results = []
    for _ in seeds:
        kept = train & (np.random.default_rng().random(train.shape) < share)
        results.append({n: metric(fit(kept), kept, test) for n, fit in models.items()})
    return pd.DataFrame(results)
