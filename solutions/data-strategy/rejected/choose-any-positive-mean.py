# question: choose
# why: A positive mean is enough to earn a place; chance gives half of all offers one.
def choose(costs, budget, measure):
    runs = {}
    for size in range(len(costs) + 1):
        for names in itertools.combinations(costs, size):
            runs[frozenset(names)] = np.asarray(measure(names, "validation"))
    none, best = frozenset(), frozenset()
    for names, quality in runs.items():
        if sum(costs[n] for n in names) > budget:
            continue
        earns = all((quality - runs[names - {n}]).mean() > 1e-12 for n in names)
        if earns and quality.mean() > runs[best].mean():
            best = names
    return best, (measure(best, "test") - measure(none, "test")).mean()
