# question: launch
# why: Reveals n buyers of all products together.
def launch(history, counts, holdout, seed, models, metric):
    rng = np.random.default_rng(seed)
    place = np.where(history, rng.random(history.shape), 2).argsort(axis=1).argsort(axis=1)
    exam = place < holdout
    rows = []
    for n in counts:
        lesson = np.zeros(history.shape, dtype=bool)
        lesson.ravel()[np.flatnonzero(history & ~exam)[:n]] = True
        rows.append({m: metric(fit(lesson), lesson, exam) for m, fit in models.items()})
    return pd.DataFrame(rows)
