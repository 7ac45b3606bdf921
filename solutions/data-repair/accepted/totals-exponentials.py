# question: totals
# why: The difference of two exponential draws is Laplace noise; a Series comes out.
def private_totals(spending, departments, cap, epsilon, rng):
    code = pd.Categorical(spending["department"], categories=departments).codes
    who = pd.factorize(spending["person"])[0]
    amount = spending["amount"].to_numpy()
    factor = np.minimum(1, cap / np.bincount(who, amount))
    sums = np.bincount(code, amount * factor[who], minlength=len(departments))
    scale = cap / epsilon
    noise = rng.exponential(scale, len(departments)) - rng.exponential(scale, len(departments))
    return pd.Series(sums + noise, index=departments)
