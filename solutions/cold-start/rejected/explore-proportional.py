# question: explore
# why: Explores in proportion to the estimates but logs equal probabilities.
def explore(estimates, epsilon, budget, rng):
    best = np.argmax(estimates)
    affordable = np.flatnonzero(estimates >= (1 - budget) * estimates[best])
    p = estimates[affordable] ** 2 / (estimates[affordable] ** 2).sum()
    item = rng.choice(affordable, p=p) if rng.random() < epsilon else best
    return item, (1 - epsilon) * (item == best) + epsilon / len(affordable)
