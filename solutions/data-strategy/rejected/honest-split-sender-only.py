# question: honest-split
# why: Splits by sender alone: the model learns from the time of the exam.
def honest_split(log, cutoff, now, patience, share, seed):
    names = log["sender"].unique()
    chosen = np.random.default_rng(seed).permutation(names)[: round(share * len(names))]
    out = log["sender"].isin(chosen).to_numpy()
    t = log["accepted_at"].reset_index(drop=True)
    final = t + patience <= now
    return ~out & final, out & final
