# question: totals
# why: Everybody is scaled to the cap, also those who spend less.
def private_totals(spending, departments, cap, epsilon, rng):
    spent = spending.groupby("person")["amount"].transform("sum")
    bounded = spending["amount"] * cap / spent
    totals = bounded.groupby(spending["department"]).sum().reindex(departments, fill_value=0)
    return totals.to_numpy() + rng.laplace(scale=cap / epsilon, size=len(departments))
