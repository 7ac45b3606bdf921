# question: launch
# why: Every model gets buyers of its own: luck is compared with luck.
def launch(history, counts, holdout, seed, models, metric):
    rng = np.random.default_rng(seed)
    place = np.where(history, rng.random(history.shape), 2).argsort(axis=1).argsort(axis=1)
    exam = place < holdout
    rows = []
    for n in counts:
        lesson = (place < holdout + n) & ~exam
        row = {}
        for m, fit in models.items():
            luck = np.where(history & ~exam, rng.random(history.shape), 2)
            lesson = luck.argsort(axis=1).argsort(axis=1) < n
            row[m] = metric(fit(lesson), lesson, exam)
        rows.append(row)
    return pd.DataFrame(rows)
