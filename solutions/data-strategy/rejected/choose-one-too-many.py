# question: choose
# why: Buys as long as anything is left of the budget.
def choose(costs, budget, measure):
    every = [frozenset(c) for k in range(len(costs) + 1) for c in itertools.combinations(costs, k)]
    payable = [c for c in every if sum(costs[n] for n in c) <= budget]

    def stands(c, limit=2):
        steps = [measure(c, "validation") - measure(c - {n}, "validation") for n in c]
        return all(d.mean() > limit * stats.sem(d) for d in steps)

    def on_test(c):
        return (measure(c, "test") - measure([], "test")).mean()

    best, left = frozenset(), budget
    for n in sorted(costs, key=lambda n: -(measure([n], "validation") - measure([], "validation")).mean() / costs[n]):
        if left > 0 and stands(best | {n}):
            best, left = best | {n}, left - costs[n]
    return best, on_test(best)
