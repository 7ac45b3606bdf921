# question: off-policy
# why: Counted by pair, weighted by the counts.
def supported_value(log, old, new):
    rows = log.astype({"reward": float}).groupby(["context", "action"])["reward"].agg(["sum", "size"])
    w = np.array([new.at[c, a] / old.at[c, a] for c, a in rows.index])
    n, r = rows["size"].to_numpy(), rows["sum"].to_numpy()
    bare = {c: new.loc[c].sum() - new.loc[c, old.columns[old.loc[c] > 0]].sum() for c in old.index}
    share = sum(bare[c] * k for (c, _), k in rows["size"].items()) / n.sum()
    return np.array([(w * r).sum() / (w * n).sum(), (w * n).sum() ** 2 / (w * w * n).sum(), share])
