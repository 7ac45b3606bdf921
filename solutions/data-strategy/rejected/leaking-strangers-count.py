# question: leaking
# why: Counts writes of parcels that are not asked about.
def leaking(accepted, writes, tolerance):
    both = writes.merge(accepted, on="parcel_id", how="left")
    both["late"] = both["written_at"] > both["accepted_at"]
    share = both.groupby(["column", "parcel_id"])["late"].any().groupby("column").mean()
    return list(share.index[share > tolerance])
