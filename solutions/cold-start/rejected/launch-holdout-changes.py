# question: launch
# why: All that is not revealed is the exam: it shrinks while the lesson grows.
def launch(history, counts, holdout, seed, models, metric):
    rng = np.random.default_rng(seed)
    place = np.where(history, rng.random(history.shape), 2).argsort(axis=1).argsort(axis=1)
    exam = place < holdout
    rows = []
    for n in counts:
        lesson = (place < holdout + n) & ~exam
        exam_now = history & ~lesson
        rows.append({m: metric(fit(lesson), lesson, exam_now) for m, fit in models.items()})
    return pd.DataFrame(rows)
