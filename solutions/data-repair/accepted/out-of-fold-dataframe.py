# question: out-of-fold
# why: pandas: columns by the classes that were seen, the others filled up with 0.
def out_of_fold(model, X, labels, groups, folds):
    part = pd.Series(pd.factorize(groups)[0]) % folds
    tables = []
    for p in range(folds):
        learn, ask = np.flatnonzero(part != p), np.flatnonzero(part == p)
        m = clone(model).fit(X[learn], labels[learn])
        tables.append(pd.DataFrame(m.predict_proba(X[ask]), index=ask, columns=m.classes_))
    return pd.concat(tables).reindex(columns=range(max(labels) + 1)).fillna(0).sort_index()
