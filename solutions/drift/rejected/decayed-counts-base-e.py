# question: decayed-counts
# why: The half-life is taken for the mean life: a count of 0.37 after it.
def decayed_counts(events, now, half_life):
    past = events[events["time"] <= now].drop_duplicates("event_id")
    weight = np.exp(-((now - past["time"]) / half_life))
    return weight.groupby(past["key"]).sum().rename("count").reset_index()
