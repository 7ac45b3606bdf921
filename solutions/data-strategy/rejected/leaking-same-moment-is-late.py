# question: leaking
# why: A value written at the moment of acceptance counts as late.
def leaking(accepted, writes, tolerance):
    both = writes.merge(accepted, on="parcel_id")
    both["late"] = both["written_at"] >= both["accepted_at"]
    share = both.groupby(["column", "parcel_id"])["late"].any().groupby("column").mean()
    return list(share.index[share > tolerance])
