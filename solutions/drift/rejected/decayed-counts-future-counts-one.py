# question: decayed-counts
# why: Events after now count as if they were at now.
def decayed_counts(events, now, half_life):
    once = events.drop_duplicates("event_id")
    age = (now - once["time"]).clip(lower=pd.Timedelta(0))
    weight = 0.5 ** (age / half_life)
    return weight.groupby(once["key"]).sum().rename("count").reset_index()
