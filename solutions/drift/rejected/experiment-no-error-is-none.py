# question: experiment
# why: An error of 0 is taken for none so far.
def experiment(log, policies, error, chosen_on, tested_on):
    def mean(policy, years):
        return sum(error(policy(log[log["year"] < y], y), log[log["year"] == y]) for y in years) / len(years)

    best = least = None
    for name, policy in policies.items():
        score = mean(policy, chosen_on)
        if not least or score < least:
            best, least = name, score
    return best, mean(policies[best], tested_on)
