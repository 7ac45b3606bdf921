# question: experiment
# why: Keeps exactly the share, by choosing among the interactions, in a generator of the older
# kind.
def experiment(train, test, share, seeds, models, metric):
    rows = []
    users, items = np.nonzero(train)
    for seed in seeds:
        rng = np.random.RandomState(seed)
        chosen = rng.choice(len(users), size=int(round(share * len(users))), replace=False)
        kept = np.zeros_like(train)
        kept[users[chosen], items[chosen]] = True
        rows.append([metric(model(kept), kept, test) for model in models.values()])
    return pd.DataFrame(rows, columns=list(models))
