# question: reading
# why: b and c are taken for each other.
reading = {"a": True, "b": True, "c": False, "d": False}
