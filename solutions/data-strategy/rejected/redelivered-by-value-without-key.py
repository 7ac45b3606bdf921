# question: redelivered
# why: Takes parcels that agree in everything but the id for one.
def redelivered(log):
    values = log.drop(columns=[c for c in ("parcel_id", "arrived_at") if c in log])
    return values.duplicated().groupby(log["source"].to_numpy()).sum()
