# question: leaking
# why: Takes a tolerance of 0 for none given.
def leaking(accepted, writes, tolerance):
    tolerance = tolerance or 0.05
    last = writes.groupby(["parcel_id", "column"], as_index=False)["written_at"].max()
    both = last.merge(accepted, on="parcel_id")
    share = (both["written_at"] > both["accepted_at"]).groupby(both["column"]).mean()
    return list(share.index[share > tolerance])
