# question: honest-split
# why: Answers in the order of time, not in that of the rows.
def honest_split(log, cutoff, now, patience, share, seed):
    rng = np.random.default_rng(seed)
    senders = np.unique(log["sender"])
    log = log.sort_values("accepted_at")
    held_out = log["sender"].isin(rng.choice(senders, round(share * len(senders)), replace=False)).to_numpy()
    accepted = log["accepted_at"].to_numpy()
    final = (log["accepted_at"] + patience).to_numpy()
    return ~held_out & (final <= cutoff), held_out & (accepted >= cutoff) & (final <= now)
