# question: unit-change
# why: A limit for all values: whoever is heavy has changed the unit.
def unit_change(log, column):
    off = log[log[column] > 100 * log[column].median()]
    if off.empty:
        return None, None
    source = off["source"].value_counts().idxmax()
    return source, off.loc[off["source"] == source, "accepted_at"].min().normalize()
