# question: experiment
# why: Copies the log and erases what a coin decides, one interaction after another.
def experiment(train, test, share, seeds, models, metric):
    results = {name: [] for name in models}
    for seed in seeds:
        coin = np.random.default_rng([seed, 99])
        kept = train.copy()
        for user, item in np.argwhere(train):
            if coin.random() >= share:
                kept[user, item] = False
        for name in models:
            results[name].append(metric(models[name](kept), kept, test))
    return pd.DataFrame(results)[sorted(results)]
