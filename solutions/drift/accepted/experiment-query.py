# question: experiment
# why: Selects rows by query, and the first least error by the stable order of sorting.
def experiment(log, policies, error, chosen_on, tested_on):
    def total(item):
        return sum(
            error(item[1](log.query("year < @y"), y), log.query("year == @y")) for y in chosen_on
        )
    name, policy = sorted(policies.items(), key=total)[0]
    late = [error(policy(log.query("year < @y"), y), log.query("year == @y")) for y in tested_on]
    return name, np.mean(late)
