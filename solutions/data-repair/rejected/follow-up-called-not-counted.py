# question: follow-up
# why: The called speak for those who were not called, but no more for themselves.
def follow_up(people):
    unreached = people["answer"].isna().groupby(people["group"]).transform("sum")
    called = people["called"].groupby(people["group"]).transform("sum")
    w = (unreached / called.where(called > 0, 1)).where(people["called"], 1.0)
    w = w[people["answer"].notna()]
    y = people["answer"].dropna()
    return {"mean": np.average(y, weights=w), "worth": w.sum() ** 2 / (w**2).sum()}
