# question: watch-matrix
# why: A pivot table, filled up to the whole catalogue, returned as a DataFrame.
def watch_matrix(plays, runtime, n_users, n_items):
    once = plays.groupby("play_id").first()
    if once.empty:
        return pd.DataFrame(np.zeros((n_users, n_items)))
    wide = once.pivot_table(index="user", columns="item", values="minutes", aggfunc="sum")
    wide = wide.reindex(index=range(n_users), columns=range(n_items)).fillna(0)
    return wide.where(wide >= 5, 0).div(np.asarray(runtime), axis=1).clip(upper=1)
