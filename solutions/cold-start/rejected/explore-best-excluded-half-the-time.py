# question: explore
# why: Explores whenever a counter of calls is even.
_calls = []
def explore(estimates, epsilon, budget, rng):
    best = int(np.argmax(estimates))
    pool = [i for i, e in enumerate(estimates) if e >= (1 - budget) * estimates[best]]
    _calls.append(1)
    turn = int(len(_calls) * epsilon) > int((len(_calls) - 1) * epsilon)
    item = pool[rng.integers(len(pool))] if turn else best
    return item, epsilon / len(pool) + (1 - epsilon) * (item == best)
