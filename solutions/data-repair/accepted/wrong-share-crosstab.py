# question: wrong-share
# why: A cross table of recorded and true classes, its diagonal left out; a list comes out.
def wrong_share(recorded, reviewed, truth):
    table = pd.crosstab(recorded[reviewed], truth, normalize="index")
    wrong = {k: 1 - (table.loc[k, k] if k in table.columns else 0) for k in table.index}
    shares = pd.Series(recorded).value_counts(normalize=True)
    return [sum(shares[k] * w for k, w in wrong.items())]
