# question: out-of-fold
# why: GroupKFold makes the parts; classes by name.
from sklearn.model_selection import GroupKFold
def out_of_fold(model, X, labels, groups, folds):
    K = len(np.unique(labels))
    p = np.zeros((len(labels), K))
    for tr, te in GroupKFold(n_splits=folds).split(X, labels, groups):
        m = clone(model)
        m.fit(X[tr], labels[tr])
        for col, c in enumerate(m.classes_):
            p[te, c] = m.predict_proba(X[te])[:, col]
    return p
