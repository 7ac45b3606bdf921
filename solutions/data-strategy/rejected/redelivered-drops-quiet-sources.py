# question: redelivered
# why: Lists only sources that repeated something.
def redelivered(log):
    return log[log["parcel_id"].duplicated()].groupby("source").size()
