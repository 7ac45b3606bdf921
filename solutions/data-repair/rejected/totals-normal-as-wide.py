# question: totals
# why: Normal noise whose mean distance from 0 is that of the right noise: its tails are too thin.
def private_totals(spending, departments, cap, epsilon, rng):
    spent = spending.groupby("person")["amount"].transform("sum")
    bounded = spending["amount"] * np.minimum(1, cap / spent)
    totals = bounded.groupby(spending["department"]).sum().reindex(departments, fill_value=0)
    return totals.to_numpy() + rng.normal(0, cap / epsilon * np.sqrt(np.pi / 2), len(departments))
