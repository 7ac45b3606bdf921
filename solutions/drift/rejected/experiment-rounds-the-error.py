# question: experiment
# why: Rounds the reported error to three digits.
def experiment(log, policies, error, chosen_on, tested_on):
    def mean_error(name, years):
        return np.mean([error(policies[name](log[log["year"] < y], y), log[log["year"] == y]) for y in years])

    best = min(policies, key=lambda name: mean_error(name, chosen_on))
    return best, round(mean_error(best, tested_on), 3)
