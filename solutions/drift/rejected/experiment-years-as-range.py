# question: experiment
# why: Takes the list of years for a range, and judges years nobody asked for.
def experiment(log, policies, error, chosen_on, tested_on):
    def run(p, years):
        ys = range(min(years), max(years) + 1)
        e = [error(p(log[log["year"] < y], y), log[log["year"] == y]) for y in ys if (log["year"] == y).any()]
        return np.mean(e)
    best = min(policies, key=lambda n: run(policies[n], chosen_on))
    return best, run(policies[best], tested_on)
