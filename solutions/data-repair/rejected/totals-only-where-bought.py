# question: totals
# why: No noise where nobody bought: a true 0 is told.
def private_totals(spending, departments, cap, epsilon, rng):
    spent = spending.groupby("person")["amount"].transform("sum")
    bounded = spending["amount"] * np.minimum(1, cap / spent)
    totals = bounded.groupby(spending["department"]).sum().reindex(departments, fill_value=0)
    return np.where(totals > 0, totals + rng.laplace(scale=cap / epsilon, size=len(departments)), 0)
