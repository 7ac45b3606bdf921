# question: experiment
# why: The split by scikit-learn, the interval by SciPy.
def experiment(X, recorded, truth, doubt, simple, strong, n_test, budget, seeds):
    from sklearn.model_selection import train_test_split

    gains = []
    for seed in seeds:
        a, b = train_test_split(np.arange(len(X)), test_size=n_test, random_state=seed)
        labels = recorded[a].copy()
        look = a[np.argsort(-np.asarray(doubt(X[a], recorded[a])))][:budget]
        mended = np.where(np.isin(a, look), truth[a], labels)
        gains.append(simple(X[a], mended, X[b], truth[b]) - strong(X[a], labels, X[b], truth[b]))
    gains = np.array(gains)
    if np.ptp(gains) == 0:
        low = high = gains[0]
    else:
        low, high = stats.t.interval(0.95, len(gains) - 1, gains.mean(), stats.sem(gains))
    word = "cannot tell"
    if low > 0:
        word = "repair"
    if high < 0:
        word = "switch"
    return {"low": low, "high": high, "gain": gains.mean(), "decision": word}
