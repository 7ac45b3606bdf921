# question: curve
# why: Compares numbers of clicks, although lower places were shown less often.
def examination_curve(impressions):
    clicks = impressions[impressions["shuffled"]].groupby("position")["click"].sum()
    return clicks / clicks.loc[1]
