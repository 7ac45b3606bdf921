# question: experiment
# why: Sorts the log by year, cuts it by position, and keeps a running best.
def experiment(log, policies, error, chosen_on, tested_on):
    log = log.sort_values("year", kind="stable").reset_index(drop=True)
    when = log["year"].to_numpy()

    def score(policy, y):
        a, b = np.searchsorted(when, [y, y + 1])
        return error(policy(log.iloc[:a], y), log.iloc[a:b])

    best, least = None, np.inf
    for name, policy in policies.items():
        e = sum(score(policy, y) for y in chosen_on) / len(chosen_on)
        if e < least:
            best, least = name, e
    return best, np.array([score(policies[best], y) for y in tested_on]).mean()
