# question: interleaving
# why: A table of users and teams.
def preference(clicks):
    clicks = clicks.reset_index(drop=True).drop_duplicates()
    if clicks.empty:
        return [0.0, 1.0]
    table = pd.crosstab(clicks["user"], clicks["team"]).reindex(columns=["new", "old"], fill_value=0)
    sign = np.sign(table["new"] - table["old"])
    n = int((sign != 0).sum())
    return [sign.mean() / 2, stats.binomtest(int((sign > 0).sum()), n).pvalue if n else 1.0]
