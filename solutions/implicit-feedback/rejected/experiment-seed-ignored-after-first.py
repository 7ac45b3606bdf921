# question: experiment
# why: Only the first seed is used; the others continue its stream.
def experiment(train, test, share, seeds, models, metric):
    np.random.seed(seeds[0])
    rows = []
    for _ in seeds:
        kept = train & (np.random.rand(*train.shape) < share)
        rows.append({n: metric(f(kept), kept, test) for n, f in models.items()})
    return pd.DataFrame(rows)
