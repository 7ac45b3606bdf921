# question: follow-up
# why: Writes each weight to an index label, which may belong to several people.
def follow_up(people):
    weight = pd.Series(1.0, index=people.index)
    for _, part in people.groupby("group"):
        silent = part["called"] | part["answer"].isna()
        if part["called"].any():
            weight.loc[part.index[part["called"]]] = silent.sum() / part["called"].sum()
    weight = weight[people["answer"].notna()]
    return {
        "mean": np.average(people["answer"].dropna(), weights=weight),
        "worth": weight.sum() ** 2 / (weight**2).sum(),
    }
