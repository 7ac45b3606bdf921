# question: totals
# why: A table of people and departments; noise by the inverse of the distribution function.
def private_totals(spending, departments, cap, epsilon, rng):
    table = spending.pivot_table(index="person", columns="department", values="amount",
                                 aggfunc="sum", fill_value=0)
    table = table.mul((cap / table.sum(axis=1)).clip(upper=1), axis=0)
    sums = np.array([table[d].sum() if d in table else 0.0 for d in departments])
    u = rng.random(len(departments)) - 0.5
    return sums - cap / epsilon * np.sign(u) * np.log1p(-2 * np.abs(u))
