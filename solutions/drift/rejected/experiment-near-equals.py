# question: experiment
# why: Takes nearly equal errors for equal ones.
def experiment(log, policies, error, chosen_on, tested_on):
    def mean_error(name, years):
        return np.mean([error(policies[name](log[log["year"] < y], y), log[log["year"] == y]) for y in years])

    scores = {name: mean_error(name, chosen_on) for name in policies}
    best = next(name for name in scores if abs(scores[name] - min(scores.values())) < 1e-4)
    return best, mean_error(best, tested_on)
