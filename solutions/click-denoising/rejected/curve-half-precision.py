# question: curve
# why: Gives the curve in sixteen bits, which is rounding.
def examination_curve(impressions):
    s = impressions[impressions["shuffled"]]
    r = s.groupby("position")["click"].mean()
    return (r / r.loc[1]).astype(np.float16).to_numpy()
