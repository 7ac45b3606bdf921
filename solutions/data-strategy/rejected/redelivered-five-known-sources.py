# question: redelivered
# why: Lists the five sources of the carrier, whatever sources the log has.
def redelivered(log):
    repeated = log["parcel_id"].duplicated().groupby(log["source"]).sum()
    return {s: int(repeated[s]) for s in ("app", "counter", "freight", "locker", "partner") if s in repeated}
