# question: totals
# why: Cuts the noise off at five times its scale, so that what is further off gives someone away.
def private_totals(spending, departments, cap, epsilon, rng):
    spent = spending.groupby("person")["amount"].transform("sum")
    bounded = spending["amount"] * np.minimum(1, cap / spent)
    totals = bounded.groupby(spending["department"]).sum().reindex(departments, fill_value=0)
    scale = cap / epsilon
    noise = np.clip(rng.laplace(scale=scale, size=len(departments)), -5 * scale, 5 * scale)
    return totals.to_numpy() + noise
