# question: reading
# why: 1 and 0 will do.
reading = {"a": 0, "b": 1, "c": 1, "d": 0}
