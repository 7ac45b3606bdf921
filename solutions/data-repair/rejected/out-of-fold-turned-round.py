# question: out-of-fold
# why: Fits on the part and predicts the others: trained on little, and overwritten.
def out_of_fold(model, X, labels, groups, folds):
    parts = np.unique(groups, return_inverse=True)[1] % folds
    p = np.zeros((len(X), labels.max() + 1))
    for part in range(folds):
        own = parts == part
        m = clone(model).fit(X[own], labels[own])
        p[np.ix_(~own, m.classes_)] = m.predict_proba(X[~own])
    return p
