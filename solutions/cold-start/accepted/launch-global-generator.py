# question: launch
# why: The legacy global generator, seeded first and drawn from before any model runs.
def launch(history, counts, holdout, seed, models, metric):
    np.random.seed(seed)
    turns = np.full(history.shape, 1e9)
    for turn, row in zip(turns, history):
        turn[np.random.permutation(np.flatnonzero(row))] = np.arange(row.sum())
    held_out, rows = turns < holdout, []
    for n in counts:
        revealed = (turns >= holdout) & (turns < holdout + n)
        rows.append({name: metric(fit(revealed), revealed, held_out) for name, fit in models.items()})
    return pd.DataFrame(rows, index=counts)
