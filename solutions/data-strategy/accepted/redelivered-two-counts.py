# question: redelivered
# why: Rows by parcel, each less one.
def redelivered(log):
    rows = log.groupby(["source", "parcel_id"]).size() - 1
    return rows.groupby("source").sum().to_dict()
