# question: honest-split
# why: Holds out the first senders, whatever the seed.
def honest_split(log, cutoff, now, patience, share, seed):
    names = np.sort(log["sender"].unique())
    out = log["sender"].isin(names[: round(share * len(names))]).to_numpy()
    t = log["accepted_at"].reset_index(drop=True)
    return ~out & (t + patience <= cutoff), out & (t >= cutoff) & (t + patience <= now)
