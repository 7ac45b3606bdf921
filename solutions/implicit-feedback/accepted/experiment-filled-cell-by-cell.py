# question: experiment
# why: An empty table is filled cell by cell, so that its columns hold objects.
def experiment(train, test, share, seeds, models, metric):
    table = pd.DataFrame(index=range(len(seeds)), columns=list(models), dtype=object)
    for row, seed in enumerate(seeds):
        kept = train & (np.random.default_rng(seed).random(train.shape) < share)
        for name, model in models.items():
            table.loc[row, name] = metric(model(kept), kept, test)
    return table
