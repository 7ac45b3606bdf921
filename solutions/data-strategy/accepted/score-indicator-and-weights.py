# question: score
# why: Logistic regression with an indicator by scikit-learn, balanced classes, freight told apart, unit
# mended in a copy.
def score(log, findings, now, new):
    keep = [c for c in parcels.FEATURES if c not in findings["leaks"]]

    def clean(rows):
        rows = rows.reset_index(drop=True)
        if findings["unit"] is not None:
            source, column, day = findings["unit"]
            factor = np.where((rows["source"] == source) & (rows["accepted_at"] >= pd.Timestamp(day)), 1e-3, 1.0)
            rows[column] = rows[column] * factor
        x = rows[keep].astype(float)
        for c in ("weight", "distance", "value", "earlier_claims"):
            x[c] = np.log1p(x[c])
        x["freight"] = (rows["source"] == "freight").astype(float)
        return x

    past = log.drop_duplicates(subset="parcel_id", keep="last")
    past = past[past["accepted_at"] <= now - pd.Timedelta(days=parcels.CLAIM_DAYS)]
    past = past[past["source"].ne(findings["worst"])]
    model = make_pipeline(SimpleImputer(strategy="median", add_indicator=True), StandardScaler(),
                          LogisticRegression(class_weight="balanced", C=0.3))
    model.fit(clean(past), past["claim"])
    return model.decision_function(clean(new))
