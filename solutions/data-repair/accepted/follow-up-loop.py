# question: follow-up
# why: Group by group, with lists of answers and weights.
def follow_up(people):
    values, weights = [], []
    for g in people["group"].unique():
        part = people[people["group"] == g]
        own = part[~part["called"] & part["answer"].notna()]["answer"].tolist()
        called = part[part["called"]]["answer"].tolist()
        silent = len(part) - len(own)
        values += own + called
        weights += [1.0] * len(own) + [silent / len(called) for _ in called]
    total = sum(weights)
    return {
        "worth": total**2 / sum(w * w for w in weights),
        "mean": sum(v * w for v, w in zip(values, weights)) / total,
    }
