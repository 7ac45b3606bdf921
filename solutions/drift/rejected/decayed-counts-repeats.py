# question: decayed-counts
# why: What was delivered twice counts twice.
def decayed_counts(events, now, half_life):
    past = events[events["time"] <= now]
    weight = 0.5 ** ((now - past["time"]) / half_life)
    return weight.groupby(past["key"]).sum().rename("count").reset_index()
