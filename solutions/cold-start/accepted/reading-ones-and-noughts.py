# question: reading
# why: 1 and 0 will do.
reading = {"a": 1, "b": 0, "c": 1, "d": 0}
