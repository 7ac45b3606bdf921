# question: choose
# why: Chooses by the test runs.
def choose(costs, budget, measure):
    every = [frozenset(c) for k in range(len(costs) + 1) for c in itertools.combinations(costs, k)]
    payable = [c for c in every if sum(costs[n] for n in c) <= budget]

    def stands(c, limit=2):
        steps = [measure(c, "validation") - measure(c - {n}, "validation") for n in c]
        return all(d.mean() > limit * stats.sem(d) for d in steps)

    def on_test(c):
        return (measure(c, "test") - measure([], "test")).mean()

    best = max(filter(stands, payable), key=lambda c: measure(c, "test").mean())
    return best, on_test(best)
