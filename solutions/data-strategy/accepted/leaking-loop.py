# question: leaking
# why: Dictionaries and a loop over the journal.
def leaking(accepted, writes, tolerance):
    due = dict(zip(accepted["parcel_id"], accepted["accepted_at"]))
    written, late = {}, {}
    for parcel, column, at in zip(writes["parcel_id"], writes["column"], writes["written_at"]):
        if parcel in due:
            written.setdefault(column, set()).add(parcel)
            if at > due[parcel]:
                late.setdefault(column, set()).add(parcel)
    return [c for c in written if len(late.get(c, ())) / len(written[c]) > tolerance]
