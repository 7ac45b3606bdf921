# question: out-of-fold
# why: The number of the group itself decides the part, which leaves parts empty.
def out_of_fold(model, X, labels, groups, folds):
    p = np.zeros((len(X), labels.max() + 1))
    for part in range(folds):
        out = groups % folds == part
        if out.any() and not out.all():
            m = clone(model).fit(X[~out], labels[~out])
            p[np.ix_(out, m.classes_)] = m.predict_proba(X[out])
    return p
