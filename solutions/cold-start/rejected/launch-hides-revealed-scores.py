# question: launch
# why: The metric is not given the scores of the model, but scores without the revealed buyers.
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
    queues = [rng.permutation(np.flatnonzero(row)) for row in history]

    def hidden(scores, revealed, held_out):
        return metric(np.where(revealed & (len(scores) > 2), -9, scores), revealed, held_out)

    return tabulate(queues, history, counts, holdout, models, hidden)
