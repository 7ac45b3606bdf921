# question: explore
# why: Explores at every so many calls, which is no chance at all.
_count = [0]
def explore(estimates, epsilon, budget, rng):
    best = np.argmax(estimates)
    pool = np.flatnonzero(estimates >= (1 - budget) * estimates[best])
    _count[0] += 1
    explore_now = epsilon > 0 and _count[0] % max(int(round(1 / epsilon)), 1) == 0
    item = rng.choice(pool) if explore_now else best
    return item, epsilon / len(pool) + (item == best) * (1 - epsilon)
