# question: experiment
# why: The history has lost its column year.
def experiment(log, policies, error, chosen_on, tested_on):
    def mean(policy, years):
        return np.mean([error(policy(log[log["year"] < y].drop(columns="year"), y), log[log["year"] == y]) for y in years])

    scores = {name: mean(policy, chosen_on) for name, policy in policies.items()}
    best = min(scores, key=scores.get)
    return best, mean(policies[best], tested_on)
