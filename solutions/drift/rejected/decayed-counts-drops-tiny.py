# question: decayed-counts
# why: Keys with tiny counts have no row.
def decayed_counts(events, now, half_life):
    past = events[events["time"] <= now].drop_duplicates("event_id")
    weight = 0.5 ** ((now - past["time"]) / half_life)
    table = weight.groupby(past["key"]).sum().rename("count").reset_index()
    return table[table["count"] > 1e-6]
