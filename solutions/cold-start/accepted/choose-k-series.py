# question: choose-k
# why: A pandas Series by k, sorted by its index.
def choose_k(candidates, recommend, quality, validation, test):
    curve = pd.Series({k: quality(recommend(k), validation) for k in candidates}).sort_index()
    return curve.idxmax(), quality(recommend(curve.idxmax()), test)
