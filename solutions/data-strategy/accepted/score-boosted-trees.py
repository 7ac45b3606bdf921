# question: score
# why: Boosted trees, which take missing values as they are.
def score(log, findings, now, new):
    from sklearn.ensemble import HistGradientBoostingClassifier

    names = [c for c in parcels.FEATURES if c not in findings["leaks"]]

    def prepare(rows):
        x = rows.reset_index(drop=True)
        if findings["unit"]:
            source, column, day = findings["unit"]
            wrong = (x["source"] == source) & (x["accepted_at"] >= day)
            x.loc[wrong, column] = x.loc[wrong, column] / 1000
        return x

    known = prepare(log).drop_duplicates("parcel_id").sort_values("parcel_id")
    known = known[known["accepted_at"] <= now - pd.Timedelta(days=40)]
    if findings["worst"]:
        known = known[known["source"] != findings["worst"]]
    model = HistGradientBoostingClassifier(max_iter=80, learning_rate=0.05, max_leaf_nodes=8, min_samples_leaf=40,
                                           l2_regularization=5, random_state=0)
    model.fit(known[names], known["claim"])
    return model.predict_proba(prepare(new)[names])[:, 1]
