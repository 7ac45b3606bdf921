# question: follow-up
# why: Divides the weighted sum by the number of known answers instead of the sum of weights.
def follow_up(people):
    silent = people["called"] | people["answer"].isna()
    chance = people["called"].groupby([people["group"], silent]).transform("mean")
    w = (1 / chance.where(silent, 1))[people["answer"].notna()]
    y = people["answer"].dropna()
    return {"mean": (y * w).mean(), "worth": w.sum() ** 2 / (w**2).sum()}
