# question: experiment
# why: Judges every year after the choice, whatever was asked for.
def experiment(log, policies, error, chosen_on, tested_on):
    def mean_error(name, years):
        return np.mean([error(policies[name](log[log["year"] < y], y), log[log["year"] == y]) for y in years])
    best = min(policies, key=lambda n: mean_error(n, chosen_on))
    return best, mean_error(best, [y for y in sorted(log["year"].unique()) if y >= min(tested_on)])
