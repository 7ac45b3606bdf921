# question: decayed-counts
# why: Takes equal key and time for the same event.
def decayed_counts(events, now, half_life):
    past = events[events["time"] <= now].drop_duplicates(["key", "time"])
    weight = 0.5 ** ((now - past["time"]) / half_life)
    return weight.groupby(past["key"]).sum().rename("count").reset_index()
