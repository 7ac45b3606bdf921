# question: choose
# why: From several random starts: add, take away or exchange one or two as long as the quality rises.
def choose(costs, budget, measure):
    rng = np.random.default_rng(0)
    names = list(costs)
    cache, judged = {}, {}

    def q(s):
        if s not in cache:
            cache[s] = np.asarray(measure(list(s), "validation"))
        return cache[s]

    def fits(s):
        return sum(costs[n] for n in s) <= budget

    def places(s):
        if s not in judged:
            steps = [q(s) - q(s - {n}) for n in s]
            judged[s] = all(d.mean() > 2 * d.std(ddof=1) / d.size**0.5 for d in steps)
        return judged[s]

    best = frozenset()
    for _ in range(10):
        here = frozenset(n for n in names if rng.random() < 0.3)
        if not (fits(here) and places(here)):
            here = frozenset()
        while True:
            moves = [here ^ frozenset(c) for k in (1, 2, 3) for c in itertools.combinations(names, k)]
            moves = [m for m in moves if fits(m) and q(m).mean() > q(here).mean() and places(m)]
            if not moves:
                break
            here = max(moves, key=lambda m: q(m).mean())
        best = max(best, here, key=lambda s: q(s).mean())
    return set(best), (measure(best, "test") - measure(set(), "test")).mean()
