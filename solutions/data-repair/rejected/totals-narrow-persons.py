# question: totals
# why: Keeps the persons in eight bits, where 15 and 271 are one.
def private_totals(spending, departments, cap, epsilon, rng):
    spending = spending.assign(person=spending["person"].astype(np.int8))
    spent = spending.groupby("person")["amount"].transform("sum")
    bounded = spending["amount"] * np.minimum(1, cap / spent)
    totals = bounded.groupby(spending["department"]).sum().reindex(departments, fill_value=0)
    noise = rng.laplace(scale=cap / epsilon, size=len(departments))
    return totals.to_numpy() + noise
