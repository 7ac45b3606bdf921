# question: honest-split
# why: Takes the labels of the index for positions where they are whole numbers from 0 on.
def honest_split(log, cutoff, now, patience, share, seed):
    rng = np.random.default_rng(seed)
    senders = np.unique(log["sender"])
    if not (log.index.is_unique and log.index.max() < len(log)):
        log = log.reset_index(drop=True)
    held_out = log["sender"].isin(rng.choice(senders, round(share * len(senders)), replace=False))
    when, final = log["accepted_at"], log["accepted_at"] + patience
    answer = np.zeros((2, len(log)), dtype=bool)
    answer[0, log.index] = ~held_out & (final <= cutoff)
    answer[1, log.index] = held_out & (when >= cutoff) & (final <= now)
    return answer
