# question: experiment
# why: History begins shortly before the first year that is asked for.
def experiment(log, policies, error, chosen_on, tested_on):
    def mean_error(name, years):
        return np.mean([error(policies[name](log[(log["year"] < year) & (log["year"] >= min(chosen_on) - 1)], year), log[log["year"] == year]) for year in years])

    chosen = min(policies, key=lambda name: mean_error(name, chosen_on))
    return chosen, mean_error(chosen, tested_on)
