# question: honest-split
# why: Draws rows, and with them busy senders, until their share of the rows is reached.
def honest_split(log, cutoff, now, patience, share, seed):
    names, rows = np.unique(log["sender"], return_counts=True)
    rng = np.random.default_rng(seed)
    chosen = rng.choice(names, round(share * len(names)), replace=False, p=rows / rows.sum())
    out = log["sender"].isin(chosen).to_numpy()
    t = log["accepted_at"].reset_index(drop=True)
    return ~out & (t + patience <= cutoff), out & (t >= cutoff) & (t + patience <= now)
