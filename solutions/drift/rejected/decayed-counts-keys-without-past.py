# question: decayed-counts
# why: Lists keys with events of the future only, with a count of 0.
def decayed_counts(events, now, half_life):
    once = events.drop_duplicates("event_id")
    weight = (0.5 ** ((now - once["time"]) / half_life)).where(once["time"] <= now, 0.0)
    return weight.groupby(once["key"]).sum().rename("count").reset_index()
