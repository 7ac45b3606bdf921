# question: decayed-counts
# why: Parts of a second of now are cut off.
def decayed_counts(events, now, half_life):
    now = now.floor("s")
    once = events.drop_duplicates("event_id")
    once = once[once["time"] <= now]
    weight = 0.5 ** ((now - once["time"]) / half_life)
    return weight.groupby(once["key"]).sum().rename("count").reset_index()
