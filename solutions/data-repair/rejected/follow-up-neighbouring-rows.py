# question: follow-up
# why: itertools.groupby begins a new group wherever the next row belongs to another one.
def follow_up(people):
    import itertools

    weights, answers = [], []
    for _, rows in itertools.groupby(people.itertuples(), key=lambda row: row.group):
        rows = list(rows)
        silent = sum(row.called or np.isnan(row.answer) for row in rows)
        called = sum(row.called for row in rows)
        for row in rows:
            if not np.isnan(row.answer):
                weights.append(silent / called if row.called else 1)
                answers.append(row.answer)
    weights = np.array(weights)
    return {
        "mean": np.average(answers, weights=weights),
        "worth": weights.sum() ** 2 / (weights**2).sum(),
    }
