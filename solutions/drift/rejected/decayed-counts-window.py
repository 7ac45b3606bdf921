# question: decayed-counts
# why: A window of one half-life instead of decay.
def decayed_counts(events, now, half_life):
    past = events[events["time"] <= now].drop_duplicates("event_id")
    weight = (now - past["time"] <= half_life).astype(float)
    return weight.groupby(past["key"]).sum().rename("count").reset_index()
