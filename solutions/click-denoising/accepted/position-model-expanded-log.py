# question: position-model
# why: Lists every impression and averages with pandas.
def position_model(shown, clicked, n_steps):
    doc, place = np.indices(shown.shape)
    table = pd.concat(
        pd.DataFrame({"d": doc.ravel(), "k": place.ravel(), "click": click, "n": n.ravel()})
        for click, n in ((1, clicked), (0, shown - clicked))
    )
    log = table.iloc[np.repeat(np.arange(len(table)), table["n"])]
    theta = pd.Series(0.5, index=range(shown.shape[1]))
    gamma = pd.Series(0.5, index=range(shown.shape[0]))
    for _ in range(n_steps):
        t, g = theta[log["k"]].to_numpy(), gamma[log["d"]].to_numpy()
        looked = np.where(log["click"] == 1, 1, t * (1 - g) / (1 - t * g))
        liked = np.where(log["click"] == 1, 1, g * (1 - t) / (1 - t * g))
        theta = pd.Series(looked).groupby(log["k"].to_numpy()).mean()
        gamma = pd.Series(liked).groupby(log["d"].to_numpy()).mean()
    return theta / theta[0], gamma * theta[0]
