# question: follow-up
# why: Fills the unknown with the mean of the called of the group: the same mean. A Series comes
# out.
def follow_up(people):
    people = people.reset_index(drop=True)
    by_phone = people["answer"].where(people["called"]).groupby(people["group"]).transform("mean")
    mean = people["answer"].fillna(by_phone).mean()
    silent = people["called"] | people["answer"].isna()
    n = pd.DataFrame({"silent": silent, "called": people["called"]}).groupby(people["group"]).sum()
    squares = (~silent).sum() + (n["silent"] ** 2 / n["called"].replace(0, np.nan)).sum()
    return pd.Series({"mean": mean, "worth": len(people) ** 2 / squares})
