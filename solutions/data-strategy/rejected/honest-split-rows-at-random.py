# question: honest-split
# why: Draws rows, so that a sender is on both sides.
def honest_split(log, cutoff, now, patience, share, seed):
    out = np.random.default_rng(seed).random(len(log)) < share
    t = log["accepted_at"].reset_index(drop=True)
    return ~out & (t + patience <= cutoff), out & (t >= cutoff) & (t + patience <= now)
