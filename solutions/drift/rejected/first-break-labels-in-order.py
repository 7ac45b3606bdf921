# question: first-break
# why: Takes the index labels for positions.
def first_break(log, start, min_users):
    known = set(log.loc[log["time"] < start, "value"].fillna(-99.5))
    new = pd.Series([value not in known for value in log["value"].fillna(-99.5)])
    rows = log[new.reindex(log.index, fill_value=False) & (log["time"] >= start)]
    users = rows.groupby(rows["time"].dt.normalize())["user"].nunique()
    return users.index[users >= min_users].min()
