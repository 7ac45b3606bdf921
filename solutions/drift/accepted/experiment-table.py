# question: experiment
# why: A table of all errors by year and policy, from which both means are taken; a list comes out.
def experiment(log, policies, error, chosen_on, tested_on):
    table = pd.DataFrame(
        {
            name: {
                y: error(policy(log[log.year < y], y), log[log.year == y])
                for y in [*chosen_on, *tested_on]
            }
            for name, policy in policies.items()
        }
    )
    best = table.loc[chosen_on].mean().idxmin()
    return [best, table.loc[tested_on, best].mean()]
