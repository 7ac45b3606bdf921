# question: totals
# why: Nobody is bounded, so that no noise is enough.
def private_totals(spending, departments, cap, epsilon, rng):
    totals = spending.groupby("department")["amount"].sum().reindex(departments, fill_value=0)
    return totals.to_numpy() + rng.laplace(scale=cap / epsilon, size=len(departments))
