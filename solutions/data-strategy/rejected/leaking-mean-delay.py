# question: leaking
# why: Judges by the mean time between acceptance and writing, which one late value can decide.
def leaking(accepted, writes, tolerance):
    both = writes.merge(accepted, on="parcel_id")
    delay = (both["written_at"] - both["accepted_at"]).dt.total_seconds().groupby(both["column"]).mean()
    return list(delay.index[delay > tolerance])
