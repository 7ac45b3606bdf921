# question: launch
# why: The first buyer of a product is never held out.
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
        buyers = np.flatnonzero(row)
        held_out = rng.choice(buyers[1:], holdout, replace=False) if len(buyers) > holdout else buyers
        queues.append(np.r_[held_out, rng.permutation(np.setdiff1d(buyers, held_out))])
    return tabulate(queues, history, counts, holdout, models, metric)
