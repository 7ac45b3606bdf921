# question: follow-up
# why: One weight for all called people, whatever their group.
def follow_up(people):
    silent = people["called"] | people["answer"].isna()
    weight = silent.sum() / max(people["called"].sum(), 1)
    w = np.where(people["called"], weight, 1.0)[people["answer"].notna()]
    y = people["answer"].dropna()
    return {"mean": np.average(y, weights=w), "worth": w.sum() ** 2 / (w**2).sum()}
