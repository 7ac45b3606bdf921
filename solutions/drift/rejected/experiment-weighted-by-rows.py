# question: experiment
# why: Years with more rows weigh more.
def experiment(log, policies, error, chosen_on, tested_on):
    def mean_error(name, years):
        e = [error(policies[name](log[log["year"] < y], y), log[log["year"] == y]) for y in years]
        return np.average(e, weights=[(log["year"] == y).sum() for y in years])
    chosen = min(policies, key=lambda n: mean_error(n, chosen_on))
    return chosen, mean_error(chosen, tested_on)
