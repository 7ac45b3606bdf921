# question: experiment
# why: Equal rows are dropped.
def experiment(log, policies, error, chosen_on, tested_on):
    def mean_error(name, years):
        return np.mean([error(policies[name](log[log["year"] < year].drop_duplicates(), year), log[log["year"] == year]) for year in years])

    chosen = min(policies, key=lambda name: mean_error(name, chosen_on))
    return chosen, mean_error(chosen, tested_on)
