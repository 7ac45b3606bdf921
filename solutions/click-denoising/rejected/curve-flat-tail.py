# question: curve
# why: Gives all places far down the same height.
def examination_curve(impressions):
    s = impressions[impressions["shuffled"]]
    r = s.groupby("position")["click"].mean()
    r = (r / r.loc[1]).to_numpy(copy=True)
    if len(r) > 20:
        r[20:] = r[:20].min()
    return r
