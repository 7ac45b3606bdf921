# question: choose
# why: One repair at a time, by gain for its price: a couple that works only together is never met.
def choose(costs, budget, measure):
    every = [frozenset(c) for k in range(len(costs) + 1) for c in itertools.combinations(costs, k)]
    payable = [c for c in every if sum(costs[n] for n in c) <= budget]

    def stands(c, limit=2):
        steps = [measure(c, "validation") - measure(c - {n}, "validation") for n in c]
        return all(d.mean() > limit * stats.sem(d) for d in steps)

    def on_test(c):
        return (measure(c, "test") - measure([], "test")).mean()

    best = frozenset()
    while True:
        steps = [n for n in costs if n not in best and best | {n} in payable and stands(best | {n})]
        if not steps:
            break
        gain = lambda n: (measure(best | {n}, "validation") - measure(best, "validation")).mean()
        best = best | {max(steps, key=lambda n: gain(n) / costs[n])}
    alone = [c for c in payable if len(c) == 1 and stands(c)]
    best = max([best, *alone], key=lambda c: measure(c, "validation").mean())
    return best, on_test(best)
