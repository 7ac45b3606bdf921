# question: explore
# why: An item exactly at the limit is refused.
def explore(estimates, epsilon, budget, rng):
    best = np.argmax(estimates)
    ok = estimates > (1 - budget) * estimates[best]
    ok[best] = True
    affordable = np.flatnonzero(ok)
    item = rng.choice(affordable) if rng.random() < epsilon else best
    return item, (1 - epsilon) * (item == best) + epsilon / len(affordable)
