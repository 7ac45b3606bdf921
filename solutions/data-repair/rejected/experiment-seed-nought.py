# question: experiment
# why: Takes seed 0 for no seed, so that its split is another one each time.
def experiment(X, recorded, truth, doubt, simple, strong, n_test, budget, seeds):
    gains = []
    for seed in seeds:
        order = np.random.default_rng(seed or None).permutation(len(X))
        test, train = order[:n_test], order[n_test:]
        suspect = np.asarray(doubt(X[train], recorded[train]))
        looked = train[np.argsort(-suspect)[:budget]]
        labels = recorded.copy()
        labels[looked] = truth[looked]
        repaired = simple(X[train], labels[train], X[test], truth[test])
        gains.append(repaired - strong(X[train], recorded[train], X[test], truth[test]))
    m, gain = len(gains), np.mean(gains)
    half = stats.t.ppf(0.975, m - 1) * np.std(gains, ddof=1) / np.sqrt(m)
    low, high = gain - half, gain + half
    decision = "repair" if low > 0 else "switch" if high < 0 else "cannot tell"
    return {"gain": gain, "low": low, "high": high, "decision": decision}
