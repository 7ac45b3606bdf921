# question: out-of-fold
# why: A class that was not seen leaves no gap: the columns behind it move.
def out_of_fold(model, X, labels, groups, folds):
    parts = np.unique(groups, return_inverse=True)[1] % folds
    p = np.zeros((len(X), labels.max() + 1))
    for part in range(folds):
        out = parts == part
        m = clone(model).fit(X[~out], labels[~out])
        said = m.predict_proba(X[out])
        p[out, : said.shape[1]] = said
    return p
