# question: leaking
# why: Counts writes: a value that is written often counts often.
def leaking(accepted, writes, tolerance):
    both = writes.merge(accepted, on="parcel_id")
    share = (both["written_at"] > both["accepted_at"]).groupby(both["column"]).mean()
    return list(share.index[share > tolerance])
