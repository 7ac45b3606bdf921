# question: totals
# why: Uses each noise twice, once with the other sign, so that their sum is 0.
def private_totals(spending, departments, cap, epsilon, rng):
    spent = spending.groupby("person")["amount"].transform("sum")
    bounded = spending["amount"] * np.minimum(1, cap / spent)
    totals = bounded.groupby(spending["department"]).sum().reindex(departments, fill_value=0)
    half = rng.laplace(scale=cap / epsilon, size=(len(departments) + 1) // 2)
    noise = np.concatenate([half, -half])[: len(departments)]
    return totals.to_numpy() + noise
