# question: decayed-counts
# why: Ages are cut to whole milliseconds.
def decayed_counts(events, now, half_life):
    once = events.drop_duplicates("event_id")
    once = once[once["time"] <= now]
    weight = 0.5 ** ((now - once["time"]).dt.floor("ms") / half_life)
    return weight.groupby(once["key"]).sum().rename("count").reset_index()
