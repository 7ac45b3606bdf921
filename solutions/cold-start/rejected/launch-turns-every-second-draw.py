# question: launch
# why: Every second product takes the order of the one before, turned round.
def tabulate(queues, history, counts, holdout, models, metric):
    def marked(parts):
        mask = np.zeros(history.shape, dtype=bool)
        for row, part in zip(mask, parts):
            row[part] = True
        return mask

    held_out, rows = marked(q[:holdout] for q in queues), []
    for n in counts:
        revealed = marked([q[holdout : holdout + n] for q in queues])
        rows.append({name: metric(fit(revealed), revealed, held_out) for name, fit in models.items()})
    return pd.DataFrame(rows)


def launch(history, counts, holdout, seed, models, metric):
    rng = np.random.default_rng(seed)
    queues, draw = [], None
    for p, row in enumerate(history):
        draw = rng.random(history.shape[1]) if p % 2 == 0 else -draw
        buyers = np.flatnonzero(row)
        queues.append(buyers[np.argsort(draw[buyers])])
    return tabulate(queues, history, counts, holdout, models, metric)
