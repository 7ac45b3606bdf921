# question: score
# why: A forest that draws other trees as soon as the rows come in another order.
def score(log, findings, now, new):
    from sklearn.ensemble import RandomForestClassifier

    def features(rows):
        x = rows[list(parcels.FEATURES)].reset_index(drop=True)
        if findings["unit"] is not None:
            source, column, day = findings["unit"]
            hit = ((rows["source"] == source) & (rows["accepted_at"] >= day)).to_numpy()
            x.loc[hit, column] /= 1000
        x[["weight", "distance", "value"]] = np.log(x[["weight", "distance", "value"]])
        return x.drop(columns=findings["leaks"]).assign(freight=(rows["source"] == "freight").to_numpy())

    known = log.drop_duplicates("parcel_id")
    known = known[known["accepted_at"] + pd.Timedelta(days=40) <= now]
    known = known[known["source"] != findings["worst"]]
    model = RandomForestClassifier(30, min_samples_leaf=3, random_state=0)
    return model.fit(features(known), known["claim"]).predict_proba(features(new))[:, 1]
