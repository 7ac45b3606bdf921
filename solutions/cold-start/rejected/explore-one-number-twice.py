# question: explore
# why: One random number decides both whether to explore and what.
def explore(estimates, epsilon, budget, rng):
    best = np.argmax(estimates)
    affordable = np.flatnonzero(estimates >= (1 - budget) * estimates[best])
    u = rng.random()
    item = affordable[int(u * len(affordable))] if u < epsilon else best
    return item, (1 - epsilon) * (item == best) + epsilon / len(affordable)
