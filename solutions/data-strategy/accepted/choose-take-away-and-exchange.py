# question: choose
# why: Starts with everything, takes away what costs most for what it loses, until it fits; then exchanges.
def choose(costs, budget, measure):
    memory = {}

    def runs(s):
        if s not in memory:
            memory[s] = measure(tuple(sorted(s)), "validation")
        return memory[s]

    def price(s):
        return sum(costs[n] for n in s)

    def sound(s):
        for n in s:
            d = runs(s) - runs(s - {n})
            if d.mean() <= 2 * d.std(ddof=1) / np.sqrt(d.size):
                return False
        return True

    now = frozenset(costs)
    while now and not (price(now) <= budget and sound(now)):
        options = [now - set(c) for k in (1, 2) for c in itertools.combinations(sorted(now), k)]
        now = min(options, key=lambda s: (runs(now).mean() - runs(s).mean()) / (price(now) - price(s)))
    better = True
    while better:
        near = [(now - set(out)) | set(into) for i in range(4) for j in range(4)
                for out in itertools.combinations(sorted(now), i)
                for into in itertools.combinations(sorted(set(costs) - now), j)]
        near = [s for s in near if price(s) <= budget and sound(s) and runs(s).mean() > runs(now).mean() + 1e-12]
        better = bool(near)
        if better:
            now = max(near, key=lambda s: runs(s).mean())
    return now, np.mean(np.subtract(measure(now, "test"), measure((), "test")))
