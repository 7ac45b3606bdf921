# question: out-of-fold
# why: Rounds the probabilities to six digits.
def out_of_fold(model, X, labels, groups, folds):
    parts = np.unique(groups, return_inverse=True)[1] % folds
    probabilities = np.zeros((len(X), labels.max() + 1))
    for part in range(folds):
        held = parts == part
        learn = ~held
        fitted = clone(model).fit(X[learn], labels[learn])
        probabilities[np.ix_(held, fitted.classes_)] = fitted.predict_proba(X[held])
    return probabilities.round(6)
