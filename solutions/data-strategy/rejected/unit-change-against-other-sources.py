# question: unit-change
# why: Compares each source with the others, so that the one that is heavy by nature is accused.
def unit_change(log, column):
    days = log.assign(day=log["accepted_at"].dt.normalize()).pivot_table(column, "day", "source", aggfunc="median")
    if days.shape[1] < 2:
        return None, None
    overall = days.median()
    off = np.abs(np.log10(overall / overall.median()))
    if off.max() < 1:
        return None, None
    source = off.idxmax()
    ratio = np.abs(np.log10(days[source] / overall.drop(source).median()))
    return source, ratio.index[ratio > 1][0]
