# question: cuped
# why: Theta as the slope of a line.
def adjusted_effect(users):
    x = users["before"].astype(float)
    x = x.fillna(x.mean()).to_numpy()
    y = users["after"].astype(float).to_numpy()
    theta = stats.linregress(x, y).slope if len(set(x)) > 1 else 0
    rest = y - theta * x
    t, c = rest[users["arm"].values == "treatment"], rest[users["arm"].values == "control"]
    return [t.mean() - c.mean(), (stats.sem(t) ** 2 + stats.sem(c) ** 2) ** 0.5]
