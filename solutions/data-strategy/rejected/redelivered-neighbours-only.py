# question: redelivered
# why: Compares each row with the one before; copies need not stand together.
def redelivered(log):
    again = log["parcel_id"].to_numpy()[1:] == log["parcel_id"].to_numpy()[:-1]
    return pd.Series(np.append(False, again)).groupby(log["source"].to_numpy()).sum()
