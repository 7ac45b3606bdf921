# question: follow-up
# why: The weights cost nothing: the worth is the number of known answers.
def follow_up(people):
    silent = people["called"] | people["answer"].isna()
    chance = people["called"].groupby([people["group"], silent]).transform("mean")
    w = (1 / chance.where(silent, 1))[people["answer"].notna()]
    y = people["answer"].dropna()
    return {"mean": np.average(y, weights=w), "worth": len(y)}
