# question: suspicion
# why: A long table of row, class and probability.
def suspicion(labels, probabilities):
    p = pd.DataFrame(probabilities)
    usual = p.groupby(labels).mean()
    usual = pd.Series({k: usual.loc[k, k] for k in usual.index})
    excess = (p[usual.index] - usual).stack().rename_axis(["row", "class"]).reset_index(name="x")
    excess["own"] = excess["class"].to_numpy() == np.asarray(labels)[excess["row"]]
    own = excess[excess["own"]].set_index("row")["x"]
    return excess[~excess["own"]].groupby("row")["x"].max() - own
