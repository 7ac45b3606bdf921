# question: cuped
# why: A linear regression of scikit-learn; it gives a slope of nought to a constant.
def adjusted_effect(users):
    from sklearn.linear_model import LinearRegression
    users = users.reset_index(drop=True)
    x = users[["before"]].astype(float)
    x = x.fillna(x.mean())
    y = users["after"].astype(float)
    rest = y - LinearRegression().fit(x, y).predict(x) if x["before"].nunique() > 1 else y
    parts = rest.groupby(users["arm"]).agg(["mean", "var", "count"])
    gap = parts["mean"].diff().iloc[-1]
    return gap, np.sqrt((parts["var"] / parts["count"]).sum())
