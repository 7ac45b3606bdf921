# question: explore
# why: Divides by the catalogue instead of by the affordable items.
def explore(estimates, epsilon, budget, rng):
    best = np.argmax(estimates)
    affordable = np.flatnonzero(estimates >= (1 - budget) * estimates[best])
    item = rng.choice(affordable) if rng.random() < epsilon else best
    return item, (1 - epsilon) * (item == best) + epsilon / len(estimates)
