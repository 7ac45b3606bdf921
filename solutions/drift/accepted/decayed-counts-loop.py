# question: decayed-counts
# why: A dict in a loop over the rows.
def decayed_counts(events, now, half_life):
    seen, totals = set(), {}
    for row in events.itertuples():
        if row.event_id not in seen and row.time <= now:
            seen.add(row.event_id)
            age = (now - row.time).total_seconds() / half_life.total_seconds()
            totals[row.key] = totals.get(row.key, 0) + 2**-age
    return pd.DataFrame({"count": list(totals.values()), "key": list(totals)})
