# question: first-break
# why: A value that is nearly a known one is taken for it.
def first_break(log, start, min_users):
    known = log.loc[log["time"] < start, "value"].to_numpy()
    new = [not np.isclose(known, value, equal_nan=True).any() for value in log["value"]]
    sent = log[(log["time"] >= start) & new]
    users = sent.groupby(sent["time"].dt.normalize())["user"].nunique()
    days = users.index[users >= min_users]
    return days.min() if len(days) else pd.NaT
