# question: curve
# why: NumPy's counts by position.
def examination_curve(impressions):
    kept = impressions["shuffled"].to_numpy()
    place = impressions["position"].to_numpy()[kept] - 1
    rate = np.bincount(place, impressions["click"].to_numpy()[kept]) / np.bincount(place)
    return rate / rate[0]
