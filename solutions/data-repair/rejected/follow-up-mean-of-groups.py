# question: follow-up
# why: The plain mean of the groups' means, whatever their size.
def follow_up(people):
    means, total, squares = [], 0, 0
    for _, part in people.groupby("group"):
        silent = part["called"] | part["answer"].isna()
        ratio = silent.sum() / max(part["called"].sum(), 1)
        known = part[part["answer"].notna()]
        w = np.where(known["called"], ratio, 1)
        means.append(np.average(known["answer"], weights=w))
        total, squares = total + w.sum(), squares + (w**2).sum()
    return {"mean": np.mean(means), "worth": total**2 / squares}
