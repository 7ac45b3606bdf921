# question: decayed-counts
# why: An event less than a second ahead counts.
def decayed_counts(events, now, half_life):
    past = events[events["time"] < now + pd.Timedelta("1s")].drop_duplicates("event_id")
    age = (now - past["time"]).dt.total_seconds()
    weight = 0.5 ** (age / half_life.total_seconds())
    return weight.groupby(past["key"]).sum().rename("count").reset_index()
