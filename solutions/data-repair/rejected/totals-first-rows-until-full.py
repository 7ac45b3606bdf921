# question: totals
# why: Counts purchases until the cap is full instead of scaling them all.
def private_totals(spending, departments, cap, epsilon, rng):
    so_far = spending.groupby("person")["amount"].cumsum() - spending["amount"]
    bounded = np.minimum(spending["amount"], (cap - so_far).clip(lower=0))
    totals = bounded.groupby(spending["department"]).sum().reindex(departments, fill_value=0)
    return totals.to_numpy() + rng.laplace(scale=cap / epsilon, size=len(departments))
