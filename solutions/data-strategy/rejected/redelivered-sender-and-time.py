# question: redelivered
# why: Takes sender and time of acceptance for the key, where the log has them.
def redelivered(log):
    keys = [c for c in ("sender", "accepted_at") if c in log] or ["parcel_id"]
    return log.duplicated(keys).groupby(log["source"]).sum()
