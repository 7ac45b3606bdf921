# question: choose
# why: The combination with the best ratio of gain and price, which is nearly always a cheap one.
def choose(costs, budget, measure):
    every = [frozenset(c) for k in range(len(costs) + 1) for c in itertools.combinations(costs, k)]
    payable = [c for c in every if sum(costs[n] for n in c) <= budget]

    def stands(c, limit=2):
        steps = [measure(c, "validation") - measure(c - {n}, "validation") for n in c]
        return all(d.mean() > limit * stats.sem(d) for d in steps)

    def on_test(c):
        return (measure(c, "test") - measure([], "test")).mean()

    gain = lambda c: (measure(c, "validation") - measure([], "validation")).mean()
    best = max((c for c in payable if c and stands(c)), key=lambda c: gain(c) / sum(costs[n] for n in c), default=frozenset())
    return best, on_test(best)
