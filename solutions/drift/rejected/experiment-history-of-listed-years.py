# question: experiment
# why: Learns from the years of the lists only.
def experiment(log, policies, error, chosen_on, tested_on):
    known = set(chosen_on) | set(tested_on) | {log["year"].min()}
    def mean_error(name, years):
        e = []
        for y in years:
            past = log[log["year"].isin([k for k in known if k < y])]
            e.append(error(policies[name](past, y), log[log["year"] == y]))
        return sum(e) / len(e)
    best = min(policies, key=lambda n: mean_error(n, chosen_on))
    return best, mean_error(best, tested_on)
