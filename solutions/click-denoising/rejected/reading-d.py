# question: reading
# why: Believes that both curves give the same weights.
reading = {"a": True, "b": False, "c": False, "d": False}
