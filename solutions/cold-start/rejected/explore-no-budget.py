# question: explore
# why: Explores the whole catalogue, at any price.
def explore(estimates, epsilon, budget, rng):
    n, best = len(estimates), np.argmax(estimates)
    item = rng.integers(n) if rng.random() < epsilon else best
    return item, (1 - epsilon) * (item == best) + epsilon / n
