# question: score
# why: Waits 39 days for claims that may take 40.
def score(log, findings, now, new):
    def features(rows):
        x = rows[list(parcels.FEATURES)].reset_index(drop=True)
        if findings["unit"] is not None:
            source, column, day = findings["unit"]
            hit = ((rows["source"] == source) & (rows["accepted_at"] >= day)).to_numpy()
            x.loc[hit, column] /= 1000
        x[["weight", "distance", "value"]] = np.log(x[["weight", "distance", "value"]])
        return x.drop(columns=findings["leaks"]).assign(freight=(rows["source"] == "freight").to_numpy())

    known = log.drop_duplicates("parcel_id")
    known = known[known["accepted_at"] + pd.Timedelta(days=39) <= now]
    known = known[known["source"] != findings["worst"]]
    model = make_pipeline(SimpleImputer(add_indicator=True), StandardScaler(), LogisticRegression())
    return model.fit(features(known), known["claim"]).predict_proba(features(new))[:, 1]
