# question: decayed-counts
# why: Ages in whole minutes.
def decayed_counts(events, now, half_life):
    past = events[events["time"] <= now].drop_duplicates("event_id")
    age = (now - past["time"]).dt.total_seconds()
    weight = 0.5 ** ((age // 60 * 60) / half_life.total_seconds())
    return weight.groupby(past["key"]).sum().rename("count").reset_index()
