# question: leaking
# why: One late correction condemns the column.
def leaking(accepted, writes, tolerance):
    both = writes.merge(accepted, on="parcel_id")
    return list(both.loc[both["written_at"] > both["accepted_at"], "column"].unique())
