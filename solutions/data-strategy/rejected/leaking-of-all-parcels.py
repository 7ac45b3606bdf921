# question: leaking
# why: Divides by all parcels, also those for which the column was never written.
def leaking(accepted, writes, tolerance):
    both = writes.merge(accepted, on="parcel_id")
    late = both[both["written_at"] > both["accepted_at"]]
    share = late.groupby("column")["parcel_id"].nunique() / len(accepted)
    return list(share.index[share > tolerance])
