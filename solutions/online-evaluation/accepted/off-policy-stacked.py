# question: off-policy
# why: Tables as Series of pairs.
def supported_value(log, old, new):
    pairs = pd.MultiIndex.from_arrays([log["context"], log["action"]])
    p, q = old.stack(), new.stack()
    w = q.reindex(pairs).to_numpy() / p.reindex(pairs).to_numpy()
    bare = (new * (old == 0)).sum(axis=1)
    r = log["reward"].to_numpy(dtype=float)
    return np.average(r, weights=w), w.sum() ** 2 / np.square(w).sum(), log["context"].map(bare).mean()
