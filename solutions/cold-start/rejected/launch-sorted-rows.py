# question: launch
# why: The rows come in rising order instead of the order asked for.
def launch(history, counts, holdout, seed, models, metric):
    rng = np.random.default_rng(seed)
    place = np.where(history, rng.random(history.shape), 2).argsort(axis=1).argsort(axis=1)
    exam = place < holdout
    rows = []
    for n in sorted(counts):
        lesson = (place < holdout + n) & ~exam
        rows.append({m: metric(fit(lesson), lesson, exam) for m, fit in models.items()})
    return pd.DataFrame(rows)
