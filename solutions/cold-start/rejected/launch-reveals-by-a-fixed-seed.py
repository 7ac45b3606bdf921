# question: launch
# why: The seed decides who is held out; who is revealed is the same for every seed.
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
    fixed, queues = np.random.default_rng(0), []
    for row in history:
        held_out = rng.permutation(np.flatnonzero(row))[:holdout]
        others = fixed.permutation(np.flatnonzero(row))
        queues.append(np.r_[held_out, others[~np.isin(others, held_out)]])
    return tabulate(queues, history, counts, holdout, models, metric)
