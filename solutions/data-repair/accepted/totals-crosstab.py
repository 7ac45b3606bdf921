# question: totals
# why: A cross table with all departments, rows over the cap scaled in place; a Series comes out, read-only.
def private_totals(spending, departments, cap, epsilon, rng):
    table = pd.crosstab(spending["person"], spending["department"], spending["amount"], aggfunc="sum")
    table = table.fillna(0).reindex(columns=departments, fill_value=0)
    spent = table.sum(axis=1)
    table[spent > cap] = table[spent > cap].mul(cap / spent[spent > cap], axis=0)
    return table.sum() + rng.laplace(size=len(departments)) * cap / epsilon
