# question: totals
# why: Noise for a change by 1, as if a person were one row with one coin.
def private_totals(spending, departments, cap, epsilon, rng):
    spent = spending.groupby("person")["amount"].transform("sum")
    bounded = spending["amount"] * np.minimum(1, cap / spent)
    totals = bounded.groupby(spending["department"]).sum().reindex(departments, fill_value=0)
    return totals.to_numpy() + rng.laplace(scale=1 / epsilon, size=len(departments))
