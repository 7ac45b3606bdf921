# question: curve
# why: Takes no click from a place that was shown once.
def examination_curve(impressions):
    s = impressions[impressions["shuffled"]]
    r = s.groupby("position")["click"].mean()
    n = s.groupby("position").size()
    r[n < 2] = 0 if len(r) > 2 else r[n < 2]
    return r / r.loc[1]
