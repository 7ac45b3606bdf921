# question: explore
# why: A tolerance relative to the best estimate only covers rounding.
def explore(estimates, epsilon, budget, rng):
    best = np.argmax(estimates)
    limit = (1 - budget) * estimates[best]
    affordable = np.flatnonzero(estimates >= limit - 1e-12 * estimates[best])
    item = rng.choice(affordable) if rng.random() < epsilon else best
    return item, (1 - epsilon) * (item == best) + epsilon / len(affordable)
