# question: honest-split
# why: Trains on the held-out senders, too.
def honest_split(log, cutoff, now, patience, share, seed):
    names = log["sender"].unique()
    chosen = np.random.default_rng(seed).permutation(names)[: round(share * len(names))]
    out = log["sender"].isin(chosen).to_numpy()
    t = log["accepted_at"].reset_index(drop=True)
    return t + patience <= cutoff, out & (t >= cutoff) & (t + patience <= now)
