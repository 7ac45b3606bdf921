# question: launch
# why: Draws from all households: some that never bought are revealed as buyers.
def launch(history, counts, holdout, seed, models, metric):
    rng = np.random.default_rng(seed)
    place = rng.random(history.shape).argsort(axis=1).argsort(axis=1)
    exam = place < holdout
    rows = []
    for n in counts:
        lesson = (place < holdout + n) & ~exam
        rows.append({m: metric(fit(lesson), lesson, exam) for m, fit in models.items()})
    return pd.DataFrame(rows)
