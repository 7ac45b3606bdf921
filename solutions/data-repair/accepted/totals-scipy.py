# question: totals
# why: Noise from SciPy, drawn with the generator that was given.
def private_totals(spending, departments, cap, epsilon, rng):
    spent = spending.groupby(["person", "department"])["amount"].sum()
    whole = spent.groupby(level="person").transform("sum")
    bounded = spent.where(whole <= cap, spent * cap / whole)
    sums = bounded.groupby(level="department").sum()
    noise = stats.laplace.rvs(scale=cap / epsilon, size=len(departments), random_state=rng)
    return [sums.get(d, 0) + e for d, e in zip(departments, noise)]
