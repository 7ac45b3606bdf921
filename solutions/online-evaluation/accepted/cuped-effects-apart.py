# question: cuped
# why: The differences of metric and past first, the variance from their covariances.
def adjusted_effect(users):
    x = users["before"].astype(float)
    users = pd.DataFrame({"arm": users["arm"].to_numpy(), "x": x.fillna(x.mean()).to_numpy(), "y": users["after"].astype(float).to_numpy()})
    theta = users["x"].cov(users["y"]) / users["x"].var() if users["x"].nunique() > 1 else 0.0
    by = {name: part for name, part in users.groupby("arm")}
    t, c = by["treatment"], by["control"]
    effect = t["y"].mean() - c["y"].mean() - theta * (t["x"].mean() - c["x"].mean())
    variance = sum((p["y"].var() + theta**2 * p["x"].var() - 2 * theta * p["x"].cov(p["y"])) / len(p) for p in (t, c))
    return effect, max(variance, 0.0) ** 0.5
