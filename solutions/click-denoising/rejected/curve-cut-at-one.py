# question: curve
# why: Cuts the curve off at 1.
def examination_curve(impressions):
    s = impressions[impressions["shuffled"]]
    r = s.groupby("position")["click"].mean()
    return (r / r.loc[1]).clip(upper=1)
