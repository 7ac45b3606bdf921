# question: explore
# why: The probability of the branch that was taken: the best item may be drawn both ways.
def explore(estimates, epsilon, budget, rng):
    best = np.argmax(estimates)
    affordable = np.flatnonzero(estimates >= (1 - budget) * estimates[best])
    if rng.random() < epsilon:
        return rng.choice(affordable), epsilon / len(affordable)
    return best, 1 - epsilon
