# question: explore
# why: Takes an item below the limit for one at the limit.
def explore(estimates, epsilon, budget, rng):
    best = np.argmax(estimates)
    limit = (1 - budget) * estimates[best]
    affordable = np.flatnonzero((estimates >= limit) | np.isclose(estimates, limit))
    item = rng.choice(affordable) if rng.random() < epsilon else best
    return item, (1 - epsilon) * (item == best) + epsilon / len(affordable)
