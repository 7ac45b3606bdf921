# question: unit-change
# why: Single values vote whether they look old or new; the day is where the votes divide best.
def unit_change(log, column):
    good = log.dropna(subset=[column]).sort_values("accepted_at")
    for source in sorted(good["source"].unique()):
        rows = good[good["source"] == source]
        day = rows["accepted_at"].dt.normalize().to_numpy()
        x = np.log(rows[column].to_numpy())
        days = np.unique(day)
        early, late = np.median(x[np.isin(day, days[:9])]), np.median(x[np.isin(day, days[-9:])])
        if abs(late - early) < 4.6:
            continue
        new = np.abs(x - late) < np.abs(x - early)
        daily_new = np.array([new[day == d].mean() > 0.5 for d in days])
        wrong = [daily_new[:i].sum() + (~daily_new[i:]).sum() for i in range(len(days))]
        return source, pd.Timestamp(days[int(np.argmin(wrong))])
    return None, None
