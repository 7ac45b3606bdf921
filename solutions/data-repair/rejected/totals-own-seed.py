# question: totals
# why: The generator that was given is not used.
def private_totals(spending, departments, cap, epsilon, rng):
    spent = spending.groupby("person")["amount"].transform("sum")
    bounded = spending["amount"] * np.minimum(1, cap / spent)
    totals = bounded.groupby(spending["department"]).sum().reindex(departments, fill_value=0)
    return totals.to_numpy() + np.random.default_rng(0).laplace(scale=cap / epsilon, size=len(departments))
