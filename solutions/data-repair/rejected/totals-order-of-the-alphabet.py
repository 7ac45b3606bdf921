# question: totals
# why: The departments come in alphabetical order.
def private_totals(spending, departments, cap, epsilon, rng):
    spent = spending.groupby("person")["amount"].transform("sum")
    bounded = spending["amount"] * np.minimum(1, cap / spent)
    totals = bounded.groupby(spending["department"]).sum().reindex(sorted(departments), fill_value=0)
    return totals.to_numpy() + rng.laplace(scale=cap / epsilon, size=len(departments))
