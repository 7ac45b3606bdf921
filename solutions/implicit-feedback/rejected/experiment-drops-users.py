# question: experiment
# why: Keeps a share of the users with all their interactions: a smaller service, not a younger
# one.
def experiment(train, test, share, seeds, models, metric):
    results = []
    for seed in seeds:
        users = np.random.default_rng(seed).random((len(train), 1)) < share
        kept = train & users
        results.append({n: metric(fit(kept), kept, test) for n, fit in models.items()})
    return pd.DataFrame(results)
