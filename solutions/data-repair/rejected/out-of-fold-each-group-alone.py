# question: out-of-fold
# why: Leaves out one group at a time, so that there are more parts than asked for.
def out_of_fold(model, X, labels, groups, folds):
    p = np.zeros((len(X), labels.max() + 1))
    for g in np.unique(groups):
        out = groups == g
        m = clone(model).fit(X[~out], labels[~out])
        p[np.ix_(out, m.classes_)] = m.predict_proba(X[out])
    return p
