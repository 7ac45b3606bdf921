# question: launch
# why: No generator is seeded: nobody can repeat the result.
def launch(history, counts, holdout, seed, models, metric):
    rng = np.random.default_rng()
    place = np.where(history, rng.random(history.shape), 2).argsort(axis=1).argsort(axis=1)
    exam = place < holdout
    rows = []
    for n in counts:
        lesson = (place < holdout + n) & ~exam
        rows.append({m: metric(fit(lesson), lesson, exam) for m, fit in models.items()})
    return pd.DataFrame(rows)
