# question: explore
# why: Explores a tenth less often than it says.
def explore(estimates, epsilon, budget, rng):
    best = int(np.argmax(estimates))
    affordable = np.flatnonzero(estimates >= (1 - budget) * estimates[best])
    item = rng.choice(affordable) if rng.random() < 0.9 * epsilon else best
    return item, (1 - epsilon) * (item == best) + epsilon / len(affordable)
