# question: experiment
# why: One thinned log serves all seeds: the spread is zero and means nothing.
def experiment(train, test, share, seeds, models, metric):
    kept = train & (np.random.default_rng(0).random(train.shape) < share)
    return pd.DataFrame(
        [{n: metric(fit(kept), kept, test) for n, fit in models.items()} for _ in seeds]
    )
