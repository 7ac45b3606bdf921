# question: wrong-share
# why: Does not trust a class of which one row was reviewed.
def wrong_share(recorded, reviewed, truth):
    looked_at = recorded[reviewed]
    found = pd.Series(looked_at != truth).groupby(looked_at).agg(["mean", "size"])
    rate = found["mean"].where(found["size"] > 1, 0)
    return rate[recorded].mean()
