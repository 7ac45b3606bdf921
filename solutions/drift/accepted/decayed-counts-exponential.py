# question: decayed-counts
# why: The natural exponential with the decay rate ln 2 / half-life; the first row of each id.
def decayed_counts(events, now, half_life):
    once = events.groupby("event_id", as_index=False).first()
    once = once[~(once["time"] > now)]
    seconds = (now - once["time"]).dt.total_seconds().astype(float)
    once = once.assign(count=np.exp(-np.log(2) * seconds / half_life.total_seconds()))
    return once.groupby("key", as_index=False)["count"].sum()
