# question: curve
# why: Takes the first rows of the shuffled pages for all.
def examination_curve(impressions):
    # first 500 shuffled rows do
    s = impressions[impressions["shuffled"]].head(500)
    r = s.groupby("position")["click"].mean()
    return (r / r.loc[1]).to_numpy()
