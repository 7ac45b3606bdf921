# question: leaking
# why: Takes the last row of the journal for the last write, although the rows come in any order.
def leaking(accepted, writes, tolerance):
    last = writes.drop_duplicates(["parcel_id", "column"], keep="last").merge(accepted, on="parcel_id")
    share = (last["written_at"] > last["accepted_at"]).groupby(last["column"]).mean()
    return list(share.index[share > tolerance])
