# question: launch
# why: Products share three seeds, so that every third draws alike.
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
    queues = [
        np.random.default_rng([seed, p % 3]).permutation(np.flatnonzero(row)) for p, row in enumerate(history)
    ]
    return tabulate(queues, history, counts, holdout, models, metric)
