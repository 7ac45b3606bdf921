# question: explore
# why: Rounds the propensity, by which a log is divided later.
def explore(estimates, epsilon, budget, rng):
    best = np.argmax(estimates)
    limit = (1 - budget) * estimates[best]
    affordable = np.flatnonzero(estimates >= limit)
    item = rng.choice(affordable) if rng.random() < epsilon else best
    return item, round(float((1 - epsilon) * (item == best) + epsilon / len(affordable)), 3)
