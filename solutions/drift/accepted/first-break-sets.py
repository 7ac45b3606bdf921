# question: first-break
# why: Sets of users by day.
def first_break(log, start, min_users):
    known = set(log.loc[log["time"] < start, "value"].dropna())
    gaps = log.loc[log["time"] < start, "value"].isna().any()
    days = {}
    for t, u, v in log[["time", "user", "value"]].itertuples(index=False):
        if t >= start and (not gaps if pd.isna(v) else v not in known):
            days.setdefault(t.normalize(), set()).add(u)
    hits = [d for d in sorted(days) if len(days[d]) >= min_users]
    return hits[0] if hits else pd.NaT
