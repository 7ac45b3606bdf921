# question: curve
# why: Forces the curve to fall.
def examination_curve(impressions):
    rate = impressions[impressions["shuffled"]].groupby("position")["click"].mean()
    return np.minimum.accumulate((rate / rate.loc[1]).to_numpy())
