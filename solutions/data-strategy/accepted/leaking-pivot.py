# question: leaking
# why: A table of the last writes, parcels by columns.
def leaking(accepted, writes, tolerance):
    last = writes.pivot_table(index="parcel_id", columns="column", values="written_at", aggfunc="max")
    last = last.reindex(accepted["parcel_id"])
    late = last.gt(accepted["accepted_at"].to_numpy(), axis=0)
    share = late.sum() / last.notna().sum()
    return set(share.index[share > tolerance])
