# question: honest-split
# why: GroupShuffleSplit of scikit-learn draws the senders, then time takes its part.
def honest_split(log, cutoff, now, patience, share, seed):
    from sklearn.model_selection import GroupShuffleSplit

    out = np.zeros(len(log), dtype=bool)
    if 0 < share < 1:
        splitter = GroupShuffleSplit(1, test_size=float(share), random_state=seed)
        out[next(splitter.split(log, groups=log["sender"].to_numpy()))[1]] = True
    elif share == 1:
        out[:] = True
    when = pd.Series(log["accepted_at"].to_numpy())
    return (~out & (when + patience <= cutoff)).tolist(), (out & (when >= cutoff) & (when + patience <= now)).tolist()
