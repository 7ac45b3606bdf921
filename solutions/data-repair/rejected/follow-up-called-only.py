# question: follow-up
# why: Only the telephone is believed: the mean of the silent, not of all.
def follow_up(people):
    group = people.groupby("group")
    silent = group["called"].transform("sum") + group["answer"].transform(lambda a: a.isna().sum())
    rows = people["called"].to_numpy()
    w = (silent / group["called"].transform("sum").clip(lower=1))[rows]
    y = people["answer"][rows]
    if len(y) == 0:
        return {"mean": people["answer"].mean(), "worth": len(people)}
    return {"mean": np.average(y, weights=w), "worth": w.sum() ** 2 / (w**2).sum()}
