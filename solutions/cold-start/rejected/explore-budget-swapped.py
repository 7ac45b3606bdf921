# question: explore
# why: Reads the budget as the share that must be kept.
def explore(estimates, epsilon, budget, rng):
    best = np.argmax(estimates)
    affordable = np.flatnonzero(estimates >= budget * estimates[best])
    item = rng.choice(affordable) if rng.random() < epsilon else best
    return item, (1 - epsilon) * (item == best) + epsilon / len(affordable)
