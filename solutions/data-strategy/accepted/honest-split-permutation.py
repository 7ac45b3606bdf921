# question: honest-split
# why: The first senders of a permutation; masks by pandas.
def honest_split(log, cutoff, now, patience, share, seed):
    senders = pd.Series(log["sender"].unique())
    shuffled = senders.sample(frac=1, random_state=seed)
    out = set(shuffled[: int(round(share * len(senders)))])
    held_out = log["sender"].map(lambda s: s in out)
    trained = ~held_out & (log["accepted_at"] <= cutoff - patience)
    tested = held_out & log["accepted_at"].between(cutoff, now - patience)
    return trained.to_numpy(), tested.to_numpy()
