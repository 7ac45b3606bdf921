# question: explore
# why: The first of a shuffled list; whether to explore is a binomial draw.
def explore(estimates, epsilon, budget, rng):
    order = np.argsort(estimates)[::-1]
    m = int((estimates[order] >= (1 - budget) * estimates[order[0]]).sum())
    item = rng.permutation(order[:m])[0] if rng.binomial(1, epsilon) else order[0]
    return int(item), epsilon / m + (1 - epsilon if item == order[0] else 0)
