# question: score
# why: A forest; parcels sorted by their id, so that it draws the same trees whatever the order of the
# rows.
def score(log, findings, now, new):
    from sklearn.ensemble import RandomForestClassifier

    names = [c for c in parcels.FEATURES if c not in findings["leaks"]]

    def table(rows):
        x = rows[names].to_numpy(dtype=float)
        if findings["unit"] is not None:
            source, column, day = findings["unit"]
            hit = ((rows["source"] == source) & (rows["accepted_at"] >= day)).to_numpy()
            x[hit, names.index(column)] /= 1000
        x = np.column_stack([x, np.isnan(x[:, names.index("value")]), rows["source"] == "freight"])
        return np.nan_to_num(x, nan=-1).round(6)

    first = log.sort_values("arrived_at").groupby("parcel_id").head(1).sort_values("parcel_id")
    old = (now - first["accepted_at"]) >= pd.Timedelta(days=40)
    trusted = first["source"] != (findings["worst"] or "")
    rows = first[old & trusted]
    forest = RandomForestClassifier(60, min_samples_leaf=15, max_features=4, random_state=1).fit(table(rows), rows["claim"])
    return forest.predict_proba(table(new))[:, 1]
