# question: split-at
# why: Row by row, with sets.
def split_at(log, moment):
    rows = [(r.user, r.item, r.time) for r in log.itertuples()]
    past = [r for r in rows if r[2] < moment]
    users, items = {r[0] for r in past}, {r[1] for r in past}
    later = [r for r in rows if r[2] >= moment]
    test = [r for r in later if r[0] in users and r[1] in items]
    share = 0 if not later else 1 - len(test) / len(later)
    names = ["user", "item", "time"]
    return pd.DataFrame(past, columns=names), pd.DataFrame(test, columns=names), share
