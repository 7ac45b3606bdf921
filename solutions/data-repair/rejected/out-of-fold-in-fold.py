# question: out-of-fold
# why: Every model has learnt the label that it judges.
def out_of_fold(model, X, labels, groups, folds):
    return clone(model).fit(X, labels).predict_proba(X)
