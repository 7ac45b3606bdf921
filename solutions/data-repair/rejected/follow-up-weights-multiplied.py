# question: follow-up
# why: Multiplies by the chance of being called instead of dividing by it.
def follow_up(people):
    silent = people["called"] | people["answer"].isna()
    chance = people["called"].groupby([people["group"], silent]).transform("mean")
    w = chance.where(silent, 1)[people["answer"].notna()]
    y = people["answer"].dropna()
    return {"mean": np.average(y, weights=w), "worth": w.sum() ** 2 / (w**2).sum()}
