# question: launch
# why: Draws other buyers at every step: what was revealed does not stay revealed.
def launch(history, counts, holdout, seed, models, metric):
    rng = np.random.default_rng(seed)
    place = np.where(history, rng.random(history.shape), 2).argsort(axis=1).argsort(axis=1)
    exam = place < holdout
    rows = []
    for n in counts:
        again = np.where(history & ~exam, rng.random(history.shape), 2)
        lesson = again.argsort(axis=1).argsort(axis=1) < n
        rows.append({m: metric(fit(lesson), lesson, exam) for m, fit in models.items()})
    return pd.DataFrame(rows)
