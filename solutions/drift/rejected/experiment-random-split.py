# question: experiment
# why: Mixes the years: a random half of the older and newer rows trains.
def experiment(log, policies, error, chosen_on, tested_on):
    train = log.sample(frac=0.5, random_state=0)
    rest = log.drop(train.index)
    def mean_error(name, years):
        return np.mean([error(policies[name](train, y), rest[rest["year"] == y]) for y in years])
    chosen = min(policies, key=lambda n: mean_error(n, chosen_on))
    return chosen, mean_error(chosen, tested_on)
