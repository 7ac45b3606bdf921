# question: launch
# why: Seeds that are a hundred apart make the same draw.
def launch(history, counts, holdout, seed, models, metric):
    draw = np.random.default_rng(seed % 100).random(history.shape)
    place = np.argsort(np.argsort(np.where(history, draw, 2), axis=1), axis=1)
    held_out = place < holdout
    results = []
    for n in counts:
        revealed = (place < holdout + n) & ~held_out
        results.append({m: metric(fit(revealed), revealed, held_out) for m, fit in models.items()})
    return pd.DataFrame(results)
