# question: watch-matrix
# why: A pivot table has no rows for users without plays.
def watch_matrix(plays, runtime, n_users, n_items):
    once = plays.drop_duplicates("play_id")
    wide = once.pivot_table(index="user", columns="item", values="minutes", aggfunc="sum")
    wide = wide.reindex(columns=range(n_items)).fillna(0)
    return wide.where(wide >= 5, 0).div(np.asarray(runtime), axis=1).clip(upper=1)
