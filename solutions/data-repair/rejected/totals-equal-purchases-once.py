# question: totals
# why: Takes two equal purchases of a person for one that was entered twice.
def private_totals(spending, departments, cap, epsilon, rng):
    spending = spending.drop_duplicates()
    spent = spending.groupby("person")["amount"].transform("sum")
    bounded = spending["amount"] * np.minimum(1, cap / spent)
    totals = bounded.groupby(spending["department"]).sum().reindex(departments, fill_value=0)
    noise = rng.laplace(scale=cap / epsilon, size=len(departments))
    return totals.to_numpy() + noise
