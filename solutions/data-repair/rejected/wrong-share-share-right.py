# question: wrong-share
# why: The share of right labels.
def wrong_share(recorded, reviewed, truth):
    r = pd.Series(recorded[reviewed])
    right = (r == truth).groupby(r).mean()
    return right[recorded].mean()
