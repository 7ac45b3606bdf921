# question: out-of-fold
# why: Always two halves, whatever folds says.
def out_of_fold(model, X, labels, groups, folds):
    half = np.unique(groups, return_inverse=True)[1] % 2
    p = np.zeros((len(X), labels.max() + 1))
    for part in (0, 1):
        out = half == part
        m = clone(model).fit(X[~out], labels[~out])
        p[np.ix_(out, m.classes_)] = m.predict_proba(X[out])
    return p
