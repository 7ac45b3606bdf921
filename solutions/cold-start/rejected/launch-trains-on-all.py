# question: launch
# why: The models learn from all buyers but those held out, whatever n is.
def launch(history, counts, holdout, seed, models, metric):
    rng = np.random.default_rng(seed)
    place = np.where(history, rng.random(history.shape), 2).argsort(axis=1).argsort(axis=1)
    exam = place < holdout
    rows = []
    for n in counts:
        lesson = (place < holdout + n) & ~exam
        rows.append({m: metric(fit(history & ~exam), lesson, exam) for m, fit in models.items()})
    return pd.DataFrame(rows)
