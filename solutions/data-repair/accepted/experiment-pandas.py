# question: experiment
# why: Series with the row as index, a sample of rows for the test; simple runs come first.
def experiment(X, recorded, truth, doubt, simple, strong, n_test, budget, seeds):
    rows = pd.Series(range(len(X)))
    splits = {}
    for seed in seeds:
        test = rows.sample(n_test, random_state=seed).to_numpy()
        splits[seed] = rows.drop(test).to_numpy(), test
    scores = pd.DataFrame(index=list(seeds), columns=["simple", "strong"], dtype=float)
    for seed, (train, test) in splits.items():
        labels = pd.Series(recorded[train], index=train)
        worst = pd.Series(doubt(X[train], recorded[train]), index=train).nlargest(budget).index
        labels[worst] = truth[worst]
        scores.loc[seed, "simple"] = simple(X[train], labels.to_numpy(), X[test], truth[test])
    for seed, (train, test) in splits.items():
        scores.loc[seed, "strong"] = strong(X[train], recorded[train], X[test], truth[test])
    lead = scores["simple"] - scores["strong"]
    half = stats.t.isf(0.025, len(lead) - 1) * lead.sem()
    low, high = lead.mean() - half, lead.mean() + half
    decision = "repair" if low > 0 else ("switch" if high < 0 else "cannot tell")
    return pd.Series({"gain": lead.mean(), "low": low, "high": high, "decision": decision})
