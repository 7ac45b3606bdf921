# question: out-of-fold
# why: Ordinary folds of rows: copies of a row stay behind and tell.
def out_of_fold(model, X, labels, groups, folds):
    from sklearn.model_selection import KFold, cross_val_predict

    return cross_val_predict(model, X, labels, cv=KFold(folds, shuffle=True, random_state=0),
                             method="predict_proba")
