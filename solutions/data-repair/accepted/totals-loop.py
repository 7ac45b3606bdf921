# question: totals
# why: Person by person, with a dict of totals; noise drawn one by one.
def private_totals(spending, departments, cap, epsilon, rng):
    totals = {d: 0.0 for d in departments}
    for person in spending["person"].unique():
        mine = spending[spending["person"] == person]
        whole = mine["amount"].sum()
        factor = cap / whole if whole > cap else 1.0
        for d, a in zip(mine["department"], mine["amount"]):
            totals[d] += a * factor
    return [totals[d] + rng.laplace(0, cap / epsilon) for d in departments]
