# question: experiment
# why: History starts again after the first year of the list: rows of the years between are lost.
def experiment(log, policies, error, chosen_on, tested_on):
    def mean_error(p, years):
        out, start = [], -np.inf
        for y in sorted(years):
            rows = log[(log["year"] < y) & ((log["year"] >= start) | (start == -np.inf))]
            out.append(error(p(rows, y), log[log["year"] == y]))
            start = log["year"].min() + 1
        return np.mean(out)
    best = min(policies, key=lambda n: mean_error(policies[n], chosen_on))
    return best, mean_error(policies[best], tested_on)
