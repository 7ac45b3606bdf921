# question: launch
# why: Column by column, with the exam taken from the end of each queue.
def launch(history, counts, holdout, seed, models, metric):
    import random

    dice = random.Random(seed)
    queues = []
    for row in history:
        queue = np.flatnonzero(row).tolist()
        dice.shuffle(queue)
        queues.append(queue)
    exam = np.zeros_like(history, dtype=bool)
    for p, queue in enumerate(queues):
        exam[p, queue[-holdout:]] = True
    table = {}
    for name, model in models.items():
        column = []
        for n in counts:
            lesson = np.zeros_like(exam)
            for p, queue in enumerate(queues):
                lesson[p, queue[:n]] = True
            column.append(metric(model(lesson), lesson, exam))
        table[name] = column
    return pd.DataFrame(table)
