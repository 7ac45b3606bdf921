# question: honest-split
# why: Holds out a block of neighbours in the order of ids that begins at the seed: nothing is drawn.
def honest_split(log, cutoff, now, patience, share, seed):
    senders = np.unique(log["sender"])
    block = np.roll(senders, -37 * seed)[: round(share * len(senders))]
    held_out = log["sender"].isin(block).to_numpy()
    accepted = log["accepted_at"].to_numpy()
    final = (log["accepted_at"] + patience).to_numpy()
    return ~held_out & (final <= cutoff), held_out & (accepted >= cutoff) & (final <= now)
