# question: launch
# why: The exam is the next buyers after those revealed: another one at every step.
def launch(history, counts, holdout, seed, models, metric):
    rng = np.random.default_rng(seed)
    place = np.where(history, rng.random(history.shape), 2).argsort(axis=1).argsort(axis=1)
    exam = place < holdout
    rows = []
    for n in counts:
        lesson = place < n
        exam = (place >= n) & (place < n + holdout)
        rows.append({m: metric(fit(lesson), lesson, exam) for m, fit in models.items()})
    return pd.DataFrame(rows)
