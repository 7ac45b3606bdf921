# question: explore
# why: Only the five best of the affordable items are ever explored.
def explore(estimates, epsilon, budget, rng):
    order = np.argsort(estimates)[::-1]
    affordable = [i for i in order if estimates[i] >= (1 - budget) * estimates[order[0]]][:5]
    item = rng.choice(affordable) if rng.random() < epsilon else order[0]
    return item, (1 - epsilon) * (item == order[0]) + epsilon / len(affordable)
