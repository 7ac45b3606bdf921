# question: wrong-share
# why: Weighs the classes by the number of reviewed rows, which is the plain share again.
def wrong_share(recorded, reviewed, truth):
    r = pd.Series(recorded[reviewed])
    wrong = (r != truth).groupby(r).mean()
    return (wrong * r.value_counts(normalize=True)).sum()
