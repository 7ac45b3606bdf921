# question: redelivered
# why: A set of what has been seen, row by row.
def redelivered(log):
    seen, repeated = set(), {}
    for parcel, source in zip(log["parcel_id"], log["source"]):
        repeated[source] = repeated.get(source, 0) + (parcel in seen)
        seen.add(parcel)
    return repeated
