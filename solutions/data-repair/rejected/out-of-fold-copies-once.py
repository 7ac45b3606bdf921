# question: out-of-fold
# why: Lets the model learn from one copy of each picture only.
def out_of_fold(model, X, labels, groups, folds):
    parts = np.unique(groups, return_inverse=True)[1] % folds
    probabilities = np.zeros((len(X), labels.max() + 1))
    for part in range(folds):
        held = parts == part
        learn = np.flatnonzero(~held)
        learn = learn[np.unique(np.column_stack([X, labels])[learn], axis=0, return_index=True)[1]]
        fitted = clone(model).fit(X[learn], labels[learn])
        probabilities[np.ix_(held, fitted.classes_)] = fitted.predict_proba(X[held])
    return probabilities
