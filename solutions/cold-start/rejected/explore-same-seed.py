# question: explore
# why: Seeds itself anew in every call: every choice is the same.
def explore(estimates, epsilon, budget, rng):
    rng = np.random.default_rng(0)
    best = np.argmax(estimates)
    affordable = np.flatnonzero(estimates >= (1 - budget) * estimates[best])
    item = rng.choice(affordable) if rng.random() < epsilon else best
    return item, (1 - epsilon) * (item == best) + epsilon / len(affordable)
