# question: honest-split
# why: Splits by time alone: senders are on both sides.
def honest_split(log, cutoff, now, patience, share, seed):
    names = log["sender"].unique()
    chosen = np.random.default_rng(seed).permutation(names)[: round(share * len(names))]
    out = log["sender"].isin(chosen).to_numpy()
    t = log["accepted_at"].reset_index(drop=True)
    return t + patience <= cutoff, (t >= cutoff) & (t + patience <= now)
