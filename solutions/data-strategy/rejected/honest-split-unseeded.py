# question: honest-split
# why: Another split every time.
def honest_split(log, cutoff, now, patience, share, seed):
    names = log["sender"].unique()
    chosen = np.random.default_rng().permutation(names)[: round(share * len(names))]
    out = log["sender"].isin(chosen).to_numpy()
    t = log["accepted_at"].reset_index(drop=True)
    return ~out & (t + patience <= cutoff), out & (t >= cutoff) & (t + patience <= now)
