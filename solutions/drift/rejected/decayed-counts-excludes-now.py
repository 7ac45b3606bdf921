# question: decayed-counts
# why: An event exactly at now is left out.
def decayed_counts(events, now, half_life):
    past = events[events["time"] < now].drop_duplicates("event_id")
    weight = 0.5 ** ((now - past["time"]) / half_life)
    return weight.groupby(past["key"]).sum().rename("count").reset_index()
