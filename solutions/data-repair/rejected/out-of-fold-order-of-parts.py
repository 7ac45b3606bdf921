# question: out-of-fold
# why: The rows come part by part instead of in the order of X.
def out_of_fold(model, X, labels, groups, folds):
    parts = np.unique(groups, return_inverse=True)[1] % folds
    rows = []
    for part in range(folds):
        out = parts == part
        m = clone(model).fit(X[~out], labels[~out])
        p = np.zeros((out.sum(), labels.max() + 1))
        p[:, m.classes_] = m.predict_proba(X[out])
        rows.append(p)
    return np.vstack(rows)
