# question: experiment
# why: Compares rounded errors.
def experiment(log, policies, error, chosen_on, tested_on):
    def mean_error(name, years):
        return np.mean([error(policies[name](log[log["year"] < year], year), log[log["year"] == year]) for year in years])

    chosen = min(policies, key=lambda name: round(mean_error(name, chosen_on), 3))
    return chosen, mean_error(chosen, tested_on)
