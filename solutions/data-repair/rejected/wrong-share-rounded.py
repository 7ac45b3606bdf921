# question: wrong-share
# why: Rounds the share for the report.
def wrong_share(recorded, reviewed, truth):
    looked_at = recorded[reviewed]
    wrong = pd.Series(looked_at != truth).groupby(looked_at).mean()
    return round(wrong[recorded].mean(), 4)
