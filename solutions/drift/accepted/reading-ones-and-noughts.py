# question: reading
# why: 1 and 0 will do.
reading = {"a": 1, "b": 1, "c": 0, "d": 0}
