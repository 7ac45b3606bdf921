# question: first-break
# why: Codes of values, missing ones included, and a table of what is known.
def first_break(log, start, min_users):
    code = pd.factorize(log["value"], use_na_sentinel=False)[0]
    time = pd.DatetimeIndex(log["time"])
    known = np.zeros(code.max() + 1, dtype=bool)
    known[code[time < start]] = True
    new = (time >= start) & ~known[code]
    sent = pd.MultiIndex.from_arrays([time[new].floor("D"), log["user"][new]]).drop_duplicates()
    users = pd.Series(1, index=sent).groupby(level=0).sum()
    return next((day for day, number in users.items() if number >= min_users), pd.NaT)
