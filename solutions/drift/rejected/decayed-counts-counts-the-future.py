# question: decayed-counts
# why: Events after now count, and more than 1 at that.
def decayed_counts(events, now, half_life):
    once = events.drop_duplicates("event_id")
    weight = 0.5 ** ((now - once["time"]) / half_life)
    return weight.groupby(once["key"]).sum().rename("count").reset_index()
