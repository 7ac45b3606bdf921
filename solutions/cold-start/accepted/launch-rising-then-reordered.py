# question: launch
# why: Computed in rising order of the counts, reported in theirs.
def launch(history, counts, holdout, seed, models, metric):
    rng = np.random.default_rng(seed)
    orders = [rng.permutation(np.flatnonzero(row)) for row in history]
    def take(a, b):
        m = np.zeros(history.shape, bool)
        for i, o in enumerate(orders):
            m[i, o[a:b]] = True
        return m
    held, rows = take(0, holdout), {}
    for n in sorted(counts):
        rev = take(holdout, holdout + n)
        rows[n] = {name: metric(f(rev), rev, held) for name, f in models.items()}
    return pd.DataFrame([rows[n] for n in counts])
