# question: curve
# why: Takes the ranked pages where few random ones were shown.
def examination_curve(impressions):
    s = impressions[impressions["shuffled"]]
    r = s.groupby("position")["click"].mean()
    n = s.groupby("position").size()
    all_ = impressions.groupby("position")["click"].mean()
    r = r.where(n >= 5, all_)
    return r / r.loc[1]
