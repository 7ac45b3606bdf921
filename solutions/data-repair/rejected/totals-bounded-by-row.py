# question: totals
# why: Each purchase is cut at the cap; many of them add up.
def private_totals(spending, departments, cap, epsilon, rng):
    bounded = spending["amount"].clip(upper=cap)
    totals = bounded.groupby(spending["department"]).sum().reindex(departments, fill_value=0)
    return totals.to_numpy() + rng.laplace(scale=cap / epsilon, size=len(departments))
