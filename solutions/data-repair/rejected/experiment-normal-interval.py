# question: experiment
# why: A normal interval, too narrow for a handful of seeds.
def experiment(X, recorded, truth, doubt, simple, strong, n_test, budget, seeds):
    gains = []
    for seed in seeds:
        order = np.random.default_rng(seed).permutation(len(X))
        test, train = order[:n_test], order[n_test:]
        labels = recorded[train].copy()
        worst = np.argsort(doubt(X[train], recorded[train]))[-budget:]
        labels[worst] = truth[train[worst]]
        a = simple(X[train], labels, X[test], truth[test])
        b = strong(X[train], recorded[train], X[test], truth[test])
        gains.append(a - b)
    gain = np.mean(gains)
    half = 1.96 * np.std(gains, ddof=1) / np.sqrt(len(gains))
    low, high = gain - half, gain + half
    decision = "repair" if low > 0 else "switch" if high < 0 else "cannot tell"
    return {"gain": gain, "low": low, "high": high, "decision": decision}
