# question: decayed-counts
# why: Rounds ages to whole days.
def decayed_counts(events, now, half_life):
    past = events[events["time"] <= now].drop_duplicates("event_id")
    weight = 0.5 ** ((now - past["time"]).dt.days / (half_life / pd.Timedelta("1D")))
    return weight.groupby(past["key"]).sum().rename("count").reset_index()
