# question: explore
# why: A generator of its own: nobody can repeat the choices.
def explore(estimates, epsilon, budget, rng):
    mine = np.random.default_rng()
    best = np.argmax(estimates)
    affordable = np.flatnonzero(estimates >= (1 - budget) * estimates[best])
    item = mine.choice(affordable) if mine.random() < epsilon else best
    return item, (1 - epsilon) * (item == best) + epsilon / len(affordable)
