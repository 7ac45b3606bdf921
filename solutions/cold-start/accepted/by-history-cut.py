# question: by-history
# why: pandas' cut and groupby, with every category kept.
def by_history(train, quality, edges):
    n = quality.index.map(train["user"].value_counts()).fillna(0)
    groups = pd.cut(np.array(n, dtype=float), [0, *edges, np.inf], right=False, labels=[0, *edges])
    grouped = quality.groupby(groups, observed=False)
    return pd.DataFrame({"mean": grouped.mean(), "users": grouped.count()}).rename_axis("from").reset_index()
