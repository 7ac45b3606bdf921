# question: out-of-fold
# why: scikit-learn's own, with parts made of whole groups.
def out_of_fold(model, X, labels, groups, folds):
    from sklearn.model_selection import GroupKFold, cross_val_predict

    return cross_val_predict(
        model, X, labels, groups=groups, cv=GroupKFold(folds), method="predict_proba"
    )
