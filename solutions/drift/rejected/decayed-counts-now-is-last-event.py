# question: decayed-counts
# why: Measures ages from the last event instead of now.
def decayed_counts(events, now, half_life):
    past = events[events["time"] <= now].drop_duplicates("event_id")
    weight = 0.5 ** ((past["time"].max() - past["time"]) / half_life)
    return weight.groupby(past["key"]).sum().rename("count").reset_index()
