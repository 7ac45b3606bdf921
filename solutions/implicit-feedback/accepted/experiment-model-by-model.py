# question: experiment
# why: The outer loop runs over the models; each makes the thinned logs anew from the seeds.
def experiment(train, test, share, seeds, models, metric):
    table = pd.DataFrame(index=pd.Index(seeds, name="seed"))
    for name, model in models.items():
        column = []
        for seed in seeds:
            draws = np.random.default_rng(seed).uniform(size=train.shape)
            kept = np.where(draws < share, train, False)
            column.append(metric(model(kept), kept, test))
        table[name] = column
    return table
