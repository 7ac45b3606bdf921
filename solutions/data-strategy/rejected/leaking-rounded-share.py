# question: leaking
# why: Rounds the share to percents before it compares.
def leaking(accepted, writes, tolerance):
    last = writes.groupby(["parcel_id", "column"], as_index=False)["written_at"].max()
    both = last.merge(accepted, on="parcel_id")
    share = (both["written_at"] > both["accepted_at"]).groupby(both["column"]).mean().round(2)
    return list(share.index[share > tolerance])
