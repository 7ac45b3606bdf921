# question: choose
# why: The whole choice must beat no repair; that each part does is not asked.
def choose(costs, budget, measure):
    every = [frozenset(c) for k in range(len(costs) + 1) for c in itertools.combinations(costs, k)]
    payable = [c for c in every if sum(costs[n] for n in c) <= budget]

    def stands(c, limit=2):
        steps = [measure(c, "validation") - measure(c - {n}, "validation") for n in c]
        return all(d.mean() > limit * stats.sem(d) for d in steps)

    def on_test(c):
        return (measure(c, "test") - measure([], "test")).mean()

    clear = [c for c in payable if not c or (measure(c, "validation") - measure([], "validation")).mean()
             > 2 * stats.sem(measure(c, "validation") - measure([], "validation"))]
    best = max(clear, key=lambda c: measure(c, "validation").mean())
    return best, on_test(best)
