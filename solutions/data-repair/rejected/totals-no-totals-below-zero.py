# question: totals
# why: Totals below 0 become 0, which makes small departments too large.
def private_totals(spending, departments, cap, epsilon, rng):
    spent = spending.groupby("person")["amount"].transform("sum")
    bounded = spending["amount"] * np.minimum(1, cap / spent)
    totals = bounded.groupby(spending["department"]).sum().reindex(departments, fill_value=0)
    return np.maximum(totals.to_numpy() + rng.laplace(scale=cap / epsilon, size=len(departments)), 0)
