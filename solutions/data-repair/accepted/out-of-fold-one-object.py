# question: out-of-fold
# why: Fits the same object again and again; groups shuffled, then cut; a list comes out.
def out_of_fold(model, X, labels, groups, folds):
    names = np.random.default_rng(3).permutation(np.unique(groups))
    K = len(np.unique(labels))
    rows = [None] * len(X)
    for part in np.array_split(names, folds):
        out = np.isin(groups, part)
        model.fit(X[~out], labels[~out])
        for i in np.flatnonzero(out):
            p = model.predict_proba(X[[i]])[0]
            found = dict(zip(model.classes_.tolist(), p))
            rows[i] = [found.get(k, 0.0) for k in range(K)]
    return rows
