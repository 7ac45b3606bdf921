# question: choose
# why: Step by step, one repair or a pair that gains most for its price, measured again after each
# purchase; in the end against the best single one.
def choose(costs, budget, measure):
    def runs(names):
        return measure(sorted(names), "validation")

    def price(names):
        return sum(costs[n] for n in names)

    def allowed(names):
        steps = [runs(names) - runs(names - {n}) for n in names]
        return price(names) <= budget and all(d.mean() > 2 * d.std(ddof=1) / len(d) ** 0.5 for d in steps)

    have = frozenset()
    while True:
        groups = [frozenset(c) for k in (1, 2) for c in itertools.combinations(sorted(set(costs) - have), k)]
        groups = [g for g in groups if allowed(have | g)]
        if not groups:
            break
        have |= max(groups, key=lambda g: (runs(have | g) - runs(have)).mean() / price(g))
    alone = [frozenset([n]) for n in costs if allowed(frozenset([n]))]
    best = max([have, *alone], key=lambda names: runs(names).mean())
    return best, float(np.mean(measure(best, "test") - measure([], "test")))
