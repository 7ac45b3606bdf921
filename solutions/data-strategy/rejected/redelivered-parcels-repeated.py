# question: redelivered
# why: Counts parcels that came again, not rows.
def redelivered(log):
    rows = log.groupby(["source", "parcel_id"]).size()
    return (rows > 1).groupby("source").sum()
