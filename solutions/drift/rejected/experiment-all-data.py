# question: experiment
# why: The policies learn from the whole log, the future included.
def experiment(log, policies, error, chosen_on, tested_on):
    def mean_error(name, years):
        return np.mean([error(policies[name](log, y), log[log["year"] == y]) for y in years])
    chosen = min(policies, key=lambda n: mean_error(n, chosen_on))
    return chosen, mean_error(chosen, tested_on)
