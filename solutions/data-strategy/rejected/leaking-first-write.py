# question: leaking
# why: Takes a value for known if its first version was.
def leaking(accepted, writes, tolerance):
    both = writes.merge(accepted, on="parcel_id").sort_values("written_at").drop_duplicates(["column", "parcel_id"])
    share = (both["written_at"] > both["accepted_at"]).groupby(both["column"]).mean()
    return list(share.index[share > tolerance])
