# question: choose
# why: All combinations as bits of a number, the dearest allowed; ties and proofs by arrays.
def choose(costs, budget, measure):
    names = list(costs)
    everything = range(2 ** len(names))
    group = lambda bits: [n for i, n in enumerate(names) if bits >> i & 1]
    runs = np.array([measure(group(b), "validation") for b in everything])
    price = np.array([sum(costs[n] for n in group(b)) for b in everything])
    good = price <= budget
    for b in everything:
        for i in range(len(names)):
            if b >> i & 1:
                step = runs[b] - runs[b ^ (1 << i)]
                good[b] &= step.mean() > 2 * step.std(ddof=1) / len(step) ** 0.5
    winner = int(np.argmax(np.where(good, runs.mean(axis=1), -np.inf)))
    test = measure(group(winner), "test") - measure([], "test")
    return group(winner), test.mean()
