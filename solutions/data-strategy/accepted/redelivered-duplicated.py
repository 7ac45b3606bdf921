# question: redelivered
# why: The flag of pandas for every copy but the first, added up by source.
def redelivered(log):
    again = pd.Series(log["parcel_id"].duplicated().to_numpy(), name="again")
    return again.groupby(log["source"].to_numpy()).sum()
