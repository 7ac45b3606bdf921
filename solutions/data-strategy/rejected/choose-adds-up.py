# question: choose
# why: An exact knapsack of the gains measured one by one: what happens in company is ignored.
def choose(costs, budget, measure):
    every = [frozenset(c) for k in range(len(costs) + 1) for c in itertools.combinations(costs, k)]
    payable = [c for c in every if sum(costs[n] for n in c) <= budget]

    def stands(c, limit=2):
        steps = [measure(c, "validation") - measure(c - {n}, "validation") for n in c]
        return all(d.mean() > limit * stats.sem(d) for d in steps)

    def on_test(c):
        return (measure(c, "test") - measure([], "test")).mean()

    alone = {n: measure([n], "validation") - measure([], "validation") for n in costs}
    useful = {n for n, d in alone.items() if d.mean() > 2 * stats.sem(d)}
    best = max((c for c in payable if c <= useful), key=lambda c: sum(alone[n].mean() for n in c))
    return best, on_test(best)
