# question: choose
# why: Buys the largest gain first, whatever its price.
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
        steps = [best | {n} for n in costs if n not in best and best | {n} in payable and stands(best | {n})]
        if not steps:
            return best, on_test(best)
        best = max(steps, key=lambda c: measure(c, "validation").mean())
