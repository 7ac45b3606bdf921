# question: reading
# why: Extends the line beyond the data.
reading = {"a": True, "b": False, "c": True, "d": True}
