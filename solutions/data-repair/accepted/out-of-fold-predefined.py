# question: out-of-fold
# why: Parts of whole groups, dealt out in the order of their sizes, given to scikit-learn as they are.
def out_of_fold(model, X, labels, groups, folds):
    from sklearn.model_selection import PredefinedSplit, cross_val_predict

    sizes = pd.Series(groups).value_counts()
    part = {group: place % folds for place, group in enumerate(sizes.index)}
    split = PredefinedSplit([part[g] for g in groups])
    return cross_val_predict(model, X, labels, cv=split, method="predict_proba").tolist()
