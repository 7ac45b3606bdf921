# question: reading
# why: Thinks that small probabilities are right.
reading = {"a": False, "b": True, "c": False, "d": False}
