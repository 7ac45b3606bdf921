# question: leaking
# why: Compares whole seconds, so that what was written within the second of acceptance is in time.
def leaking(accepted, writes, tolerance):
    last = writes.groupby(["parcel_id", "column"], as_index=False)["written_at"].max()
    both = last.merge(accepted, on="parcel_id")
    late = both["written_at"].dt.floor("s") > both["accepted_at"].dt.floor("s")
    share = late.groupby(both["column"]).mean()
    return list(share.index[share > tolerance])
