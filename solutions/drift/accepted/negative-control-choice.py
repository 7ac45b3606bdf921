# question: negative-control
# why: Draws one half without replacement, after the other from one RandomState.
def false_alarms(rows, test, alpha, repeats, seed):
    rng = np.random.RandomState(seed)
    users = np.unique(rows["user"].to_numpy())

    def once():
        drawn = rng.choice(users, len(users) // 2, replace=False)
        half = rows["user"].isin(drawn).to_numpy()
        return test(rows.loc[~half], rows.loc[half]) < alpha

    return sum([once() for _ in range(repeats)]) / repeats
