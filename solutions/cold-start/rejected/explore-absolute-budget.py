# question: explore
# why: The budget is taken as an absolute loss instead of a share of the best.
def explore(estimates, epsilon, budget, rng):
    best = np.argmax(estimates)
    affordable = np.flatnonzero(estimates >= estimates[best] - budget)
    item = rng.choice(affordable) if rng.random() < epsilon else best
    return item, (1 - epsilon) * (item == best) + epsilon / len(affordable)
