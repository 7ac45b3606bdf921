# question: launch
# why: Seed 0 is taken for no seed.
def launch(history, counts, holdout, seed, models, metric):
    draw = np.random.default_rng(seed or None).random(history.shape)
    place = np.argsort(np.argsort(np.where(history, draw, 2), axis=1), axis=1)
    held_out = place < holdout
    results = []
    for n in counts:
        revealed = (place < holdout + n) & ~held_out
        results.append({m: metric(fit(revealed), revealed, held_out) for m, fit in models.items()})
    return pd.DataFrame(results)
