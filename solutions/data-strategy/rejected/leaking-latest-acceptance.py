# question: leaking
# why: Compares all writes with the latest acceptance instead of each with its own.
def leaking(accepted, writes, tolerance):
    both = writes[writes["parcel_id"].isin(accepted["parcel_id"])].copy()
    both["late"] = both["written_at"] > accepted["accepted_at"].max()
    share = both.groupby(["column", "parcel_id"])["late"].any().groupby("column").mean()
    return list(share.index[share > tolerance])
