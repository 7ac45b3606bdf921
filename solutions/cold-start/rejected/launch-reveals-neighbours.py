# question: launch
# why: Draws the held-out buyers, but reveals the others as neighbours from a random place on.
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
    queues = []
    for row in history:
        drawn = rng.permutation(np.flatnonzero(row))
        others = np.sort(drawn[holdout:])
        queues.append(np.r_[drawn[:holdout], np.roll(others, -rng.integers(len(others)))])
    return tabulate(queues, history, counts, holdout, models, metric)
