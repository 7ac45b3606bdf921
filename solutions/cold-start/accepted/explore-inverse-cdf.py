# question: explore
# why: One uniform number looked up in the cumulative probabilities.
def explore(estimates, epsilon, budget, rng):
    order = np.argsort(-estimates)
    order = order[estimates[order] >= (1 - budget) * estimates[order[0]]]
    p = np.full(len(order), epsilon / len(order))
    p[0] += 1 - epsilon
    place = min(np.searchsorted(p.cumsum(), rng.random(), side="right"), len(p) - 1)
    return np.array([order[place], p[place]])
