# question: off-policy
# why: Weights that sum to one.
def supported_value(log, old, new):
    new = new.loc[old.index, old.columns]
    ratio = (new / old.where(old > 0)).fillna(0.0)
    w = np.array([ratio.at[c, a] for c, a in zip(log["context"], log["action"])])
    w = w / w.sum()
    covered = new[old > 0].sum(axis=1)
    return w @ log["reward"].to_numpy(dtype=float), 1 / (w @ w), (1 - log["context"].map(covered)).mean()
