# question: launch
# why: How many are drawn, and so who, depends on the largest count.
def launch(history, counts, holdout, seed, models, metric):
    rng = np.random.default_rng(seed)
    held_out, turn = np.zeros_like(history), np.full(history.shape, np.inf)
    for product, row in enumerate(history):
        held_out[product, rng.choice(np.flatnonzero(row), holdout, replace=False)] = True
        left = np.flatnonzero(row & ~held_out[product])
        turn[product, rng.choice(left, max(counts), replace=False)] = np.arange(max(counts))
    results = []
    for n in counts:
        revealed = turn < n
        results.append({m: metric(fit(revealed), revealed, held_out) for m, fit in models.items()})
    return pd.DataFrame(results)
