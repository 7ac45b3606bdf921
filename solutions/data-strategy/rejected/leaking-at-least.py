# question: leaking
# why: Condemns a column that reaches the tolerance without exceeding it.
def leaking(accepted, writes, tolerance):
    both = writes.merge(accepted, on="parcel_id")
    both["late"] = both["written_at"] > both["accepted_at"]
    share = both.groupby(["column", "parcel_id"])["late"].any().groupby("column").mean()
    return list(share.index[share >= tolerance])
