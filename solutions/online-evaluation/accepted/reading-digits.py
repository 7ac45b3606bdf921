# question: reading
# why: Ones and zeros.
reading = {"a": 1, "b": 0, "c": 1, "d": 0}
