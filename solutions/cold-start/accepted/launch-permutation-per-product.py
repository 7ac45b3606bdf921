# question: launch
# why: One shuffled list of buyers for each product: first the exam, then the lessons.
def launch(history, counts, holdout, seed, models, metric):
    rng = np.random.default_rng(seed)
    queues = [rng.permutation(np.flatnonzero(row)) for row in history]

    def mark(low, high):
        part = np.zeros(history.shape, dtype=bool)
        for row, queue in zip(part, queues):
            row[queue[low:high]] = True
        return part

    exam = mark(0, holdout)
    rows = []
    for n in counts:
        lesson = mark(holdout, holdout + n)
        rows.append({name: metric(model(lesson), lesson, exam) for name, model in models.items()})
    return pd.DataFrame(rows, index=counts)
