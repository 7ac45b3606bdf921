# question: explore
# why: Plain Python; greedy first.
def explore(estimates, epsilon, budget, rng):
    top = max(estimates)
    affordable = [i for i, e in enumerate(estimates) if e >= (1 - budget) * top]
    best = list(estimates).index(top)
    if rng.uniform() >= epsilon:
        item = best
    else:
        item = affordable[rng.integers(len(affordable))]
    chance = epsilon / len(affordable)
    if item == best:
        chance += 1 - epsilon
    return [item, chance]
