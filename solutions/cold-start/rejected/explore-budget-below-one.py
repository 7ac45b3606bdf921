# question: explore
# why: The budget is limited to 95%, so that very poor items are never affordable.
def explore(estimates, epsilon, budget, rng):
    best = int(np.argmax(estimates))
    affordable = np.flatnonzero(estimates >= (1 - min(budget, 0.95)) * estimates[best])
    item = rng.choice(affordable) if rng.random() < epsilon else best
    return item, (1 - epsilon) * (item == best) + epsilon / len(affordable)
