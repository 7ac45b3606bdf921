# question: explore
# why: One draw decides, over the probabilities of all items.
def explore(estimates, epsilon, budget, rng):
    best = int(np.argmax(estimates))
    ok = estimates >= (1 - budget) * estimates.max()
    p = epsilon * ok / ok.sum()
    p[best] += 1 - epsilon
    item = rng.choice(len(p), p=p / p.sum())
    return item, p[item]
