# question: curve
# why: Masks by position on a plain array.
def examination_curve(impressions):
    place, click = impressions["position"].to_numpy(), impressions["click"].to_numpy()
    free = impressions["shuffled"].to_numpy(dtype=bool)
    rate = np.array([click[free & (place == k)].mean() for k in range(1, place[free].max() + 1)])
    return rate / rate[0]
