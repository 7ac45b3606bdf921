# question: experiment
# why: Every policy is trained once, before the first year: all of them are frozen.
def experiment(log, policies, error, chosen_on, tested_on):
    def mean_error(name, years):
        model = policies[name](log[log["year"] < min(years)], min(years))
        return np.mean([error(model, log[log["year"] == y]) for y in years])
    chosen = min(policies, key=lambda n: mean_error(n, chosen_on))
    return chosen, mean_error(chosen, tested_on)
