# question: experiment
# why: The search for the least error starts at 10.
def experiment(log, policies, error, chosen_on, tested_on):
    def mean_error(name, years):
        return np.mean([error(policies[name](log[log["year"] < year], year), log[log["year"] == year]) for year in years])

    best, least = next(iter(policies)), 10
    for name in policies:
        found = mean_error(name, chosen_on)
        if found < least:
            best, least = name, found
    return best, mean_error(best, tested_on)
