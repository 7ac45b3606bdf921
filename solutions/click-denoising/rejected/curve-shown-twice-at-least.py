# question: curve
# why: Counts a place that was shown once as if shown twice.
def examination_curve(impressions):
    s = impressions[impressions["shuffled"]]
    k = s.reset_index(names="i").drop_duplicates(["i"])
    r = k.groupby("position")["click"].sum() / k.groupby("position")["click"].count().clip(lower=2)
    return (r / r.loc[1]).to_numpy()
