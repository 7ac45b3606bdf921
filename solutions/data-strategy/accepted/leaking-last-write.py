# question: leaking
# why: The last write of each value, looked up in a Series of acceptance times.
def leaking(accepted, writes, tolerance):
    due = pd.Series(accepted["accepted_at"].to_numpy(), index=accepted["parcel_id"].to_numpy())
    known = writes[writes["parcel_id"].isin(due.index)]
    last = known.groupby(["column", "parcel_id"])["written_at"].max().reset_index()
    late = last["written_at"].to_numpy() > due[last["parcel_id"]].to_numpy()
    share = pd.Series(late).groupby(last["column"].to_numpy()).mean()
    return share[share > tolerance].index.tolist()
