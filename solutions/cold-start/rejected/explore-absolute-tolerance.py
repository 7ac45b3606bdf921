# question: explore
# why: A tolerance of one in a billion is wide beside tiny estimates.
def explore(estimates, epsilon, budget, rng):
    best = np.argmax(estimates)
    limit = (1 - budget) * estimates[best]
    affordable = np.flatnonzero(estimates >= limit - 1e-9)
    item = rng.choice(affordable) if rng.random() < epsilon else best
    return item, (1 - epsilon) * (item == best) + epsilon / len(affordable)
