# question: decayed-counts
# why: Weighted sums by bincount over factorised keys.
def decayed_counts(events, now, half_life):
    past = events[(events["time"] <= now) & ~events["event_id"].duplicated(keep="last")]
    code, key = pd.factorize(past["key"])
    weight = np.exp2(-((now - past["time"]) / half_life).to_numpy(dtype=float))
    return pd.DataFrame({"key": key, "count": np.bincount(code, weight, minlength=len(key))})
