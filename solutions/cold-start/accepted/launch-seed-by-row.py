# question: launch
# why: A generator for each product, and ranks by pandas.
def launch(history, counts, holdout, seed, models, metric):
    luck = np.array([np.random.default_rng([seed, p]).random(history.shape[1]) for p in range(len(history))])
    rank = pd.DataFrame(np.where(history, luck, np.nan)).rank(axis=1).to_numpy()
    exam = rank <= holdout
    rows = []
    for n in counts:
        lesson = (rank > holdout) & (rank <= holdout + n)
        rows.append([metric(model(lesson), lesson, exam) for model in models.values()])
    return pd.DataFrame(rows, columns=list(models))
