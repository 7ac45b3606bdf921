# question: first-break
# why: A loop over the rows with a set of users for each day; tells NaN by its inequality.
def first_break(log, start, min_users):
    def name(value):
        return "missing" if value != value else value
    known = {name(v) for t, v in zip(log["time"], log["value"]) if t < start}
    users = {}
    for t, user, v in zip(log["time"], log["user"], log["value"]):
        if t >= start and name(v) not in known:
            users.setdefault(t.date(), set()).add(user)
    days = [day for day, who in users.items() if len(who) >= min_users]
    return pd.Timestamp(min(days)) if days else pd.NaT
