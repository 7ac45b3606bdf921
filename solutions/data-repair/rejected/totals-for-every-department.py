# question: totals
# why: A person might change each department by the cap: true for one of them at a time, so too
# much noise.
def private_totals(spending, departments, cap, epsilon, rng):
    spent = spending.groupby("person")["amount"].transform("sum")
    bounded = spending["amount"] * np.minimum(1, cap / spent)
    totals = bounded.groupby(spending["department"]).sum().reindex(departments, fill_value=0)
    return totals.to_numpy() + rng.laplace(scale=cap * len(departments) / epsilon, size=len(departments))
