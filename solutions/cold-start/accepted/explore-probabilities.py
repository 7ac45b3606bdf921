# question: explore
# why: The whole distribution first, then one draw from it.
def explore(estimates, epsilon, budget, rng):
    ok = estimates >= (1 - budget) * estimates.max()
    p = epsilon * ok / ok.sum()
    p[estimates.argmax()] += 1 - epsilon
    item = rng.choice(len(p), p=p)
    return item, p[item]
