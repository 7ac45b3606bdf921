# question: experiment
# why: The reviewer is sent to wrong labels only: nobody knows which those are.
def experiment(X, recorded, truth, doubt, simple, strong, n_test, budget, seeds):
    gains = []
    for seed in seeds:
        order = np.random.default_rng(seed).permutation(len(X))
        test, train = order[:n_test], order[n_test:]
        labels = recorded[train].copy()
        wrong = recorded[train] != truth[train]
        worst = np.argsort(np.where(wrong, doubt(X[train], recorded[train]), -np.inf))[-budget:]
        labels[worst] = truth[train[worst]]
        a = simple(X[train], labels, X[test], truth[test])
        b = strong(X[train], recorded[train], X[test], truth[test])
        gains.append(a - b)
    gain = np.mean(gains)
    half = stats.t.ppf(0.975, len(gains) - 1) * np.std(gains, ddof=1) / np.sqrt(len(gains))
    low, high = gain - half, gain + half
    decision = "repair" if low > 0 else "switch" if high < 0 else "cannot tell"
    return {"gain": gain, "low": low, "high": high, "decision": decision}
