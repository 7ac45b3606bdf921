# question: wrong-share
# why: Compares the truth with the first rows of the table instead of the reviewed ones.
def wrong_share(recorded, reviewed, truth):
    r = pd.Series(recorded[: len(truth)])
    wrong = (r != truth).groupby(recorded[reviewed]).mean()
    return wrong[recorded].mean()
