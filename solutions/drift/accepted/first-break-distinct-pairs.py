# question: first-break
# why: Distinct pairs of user and day, counted by day; a date comes out as text.
def first_break(log, start, min_users):
    known = log[log["time"] < start]["value"]
    later = log[log["time"] >= start]
    fresh = ~later["value"].isin(known.dropna())
    if known.isna().any():
        fresh &= later["value"].notna()
    pairs = later.assign(day=later["time"].dt.strftime("%Y-%m-%d"))[fresh][["user", "day"]]
    sizes = pairs.drop_duplicates()["day"].value_counts().sort_index()
    sizes = sizes[sizes >= min_users]
    return sizes.index[0] if len(sizes) else pd.NaT
