# question: explore
# why: Explores with probability 1 - epsilon.
def explore(estimates, epsilon, budget, rng):
    best = np.argmax(estimates)
    affordable = np.flatnonzero(estimates >= (1 - budget) * estimates[best])
    item = best if rng.random() < epsilon else rng.choice(affordable)
    return item, epsilon * (item == best) + (1 - epsilon) / len(affordable)
