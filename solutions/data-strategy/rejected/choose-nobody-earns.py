# question: choose
# why: The affordable combination with the largest mean, whether or not each repair earns its place.
def choose(costs, budget, measure):
    runs = {}
    for size in range(len(costs) + 1):
        for names in itertools.combinations(costs, size):
            runs[frozenset(names)] = np.asarray(measure(names, "validation"))
    none, best = frozenset(), frozenset()
    for names, quality in runs.items():
        if sum(costs[n] for n in names) > budget:
            continue
        if quality.mean() > runs[best].mean():
            best = names
    return best, (measure(best, "test") - measure(none, "test")).mean()
