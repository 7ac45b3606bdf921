# question: launch
# why: Every step adds n buyers to those before, so that the order of the counts matters.
def launch(history, counts, holdout, seed, models, metric):
    rng = np.random.default_rng(seed)
    place = np.where(history, rng.random(history.shape), 2).argsort(axis=1).argsort(axis=1)
    exam = place < holdout
    rows, total = [], 0
    for n in counts:
        total += n
        lesson = (place < holdout + total) & ~exam
        rows.append({m: metric(fit(lesson), lesson, exam) for m, fit in models.items()})
    return pd.DataFrame(rows)
