# question: follow-up
# why: The chance to be called is taken over all people of the group, also those who answered.
def follow_up(people):
    chance = people["called"].groupby(people["group"]).transform("mean")
    w = (1 / chance.where(people["called"], 1))[people["answer"].notna()]
    y = people["answer"].dropna()
    return {"mean": (y * w).sum() / w.sum(), "worth": w.sum() ** 2 / (w**2).sum()}
