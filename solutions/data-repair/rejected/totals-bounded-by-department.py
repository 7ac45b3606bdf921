# question: totals
# why: A person is bounded in each department, and changes several.
def private_totals(spending, departments, cap, epsilon, rng):
    each = spending.groupby(["person", "department"])["amount"].sum().clip(upper=cap)
    totals = each.groupby(level="department").sum().reindex(departments, fill_value=0)
    return totals.to_numpy() + rng.laplace(scale=cap / epsilon, size=len(departments))
