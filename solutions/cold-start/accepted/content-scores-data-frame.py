# question: content-scores
# why: A DataFrame holds the right values, and means over no column are filled with 0.
def content_scores(interactions, features, targets):
    baskets = pd.DataFrame(np.asarray(interactions)).drop(columns=list(targets))
    similarity = pd.DataFrame(np.asarray(features) @ np.asarray(features)[list(targets)].T, columns=targets)
    old = similarity.loc[baskets.columns]
    return pd.DataFrame([old[row.to_numpy() == 1].mean() for _, row in baskets.iterrows()]).fillna(0)
