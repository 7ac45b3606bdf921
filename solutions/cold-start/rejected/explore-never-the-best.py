# question: explore
# why: Exploring leaves out the best item, so that the others are shown too often.
def explore(estimates, epsilon, budget, rng):
    best = np.argmax(estimates)
    affordable = np.flatnonzero(estimates >= (1 - budget) * estimates[best])
    others = affordable[affordable != best]
    item = rng.choice(others) if len(others) and rng.random() < epsilon else best
    chance = 1 - epsilon if item == best and len(others) else epsilon / max(len(others), 1)
    return item, chance if len(others) else 1.0
