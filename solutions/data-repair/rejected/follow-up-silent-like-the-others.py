# question: follow-up
# why: Weighs the known answers of a group up to its size, as if its silent were like the rest.
def follow_up(people):
    known = people["answer"].notna()
    w = (1 / known.groupby(people["group"]).transform("mean"))[known]
    y = people["answer"][known]
    return {"mean": (w * y).sum() / w.sum(), "worth": w.sum() ** 2 / (w**2).sum()}
