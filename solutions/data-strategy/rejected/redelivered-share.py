# question: redelivered
# why: The share of the rows instead of their number.
def redelivered(log):
    return log["parcel_id"].duplicated().groupby(log["source"].to_numpy()).mean()
