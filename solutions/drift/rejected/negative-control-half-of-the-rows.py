# question: negative-control
# why: Fills one side with users until it has half of the rows.
def false_alarms(rows, test, alpha, repeats, seed):
    rng = np.random.default_rng(seed)
    counts = rows["user"].value_counts()
    found = []
    for _ in range(repeats):
        order = counts.loc[rng.permutation(counts.index)].cumsum()
        first = rows["user"].isin(order.index[order <= len(rows) / 2])
        found.append(test(rows[first], rows[~first]) < alpha)
    return np.mean(found)
