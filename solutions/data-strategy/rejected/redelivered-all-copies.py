# question: redelivered
# why: Counts the first delivery of a repeated parcel as well.
def redelivered(log):
    return log["parcel_id"].duplicated(keep=False).groupby(log["source"].to_numpy()).sum()
