# question: launch
# why: Hands out arrays of 0.0 and 1.0, of which ~revealed fails.
def launch(history, counts, holdout, seed, models, metric):
    draw = np.random.default_rng(seed).random(history.shape)
    place = np.argsort(np.argsort(np.where(history, draw, 2), axis=1), axis=1)
    held_out = (place < holdout).astype(float)
    results = []
    for n in counts:
        revealed = ((place < holdout + n) & (place >= holdout)).astype(float)
        results.append({m: metric(fit(revealed), revealed, held_out) for m, fit in models.items()})
    return pd.DataFrame(results)
