# question: reading
# why: Compares the means alone.
reading = {"a": True, "b": True, "c": True, "d": False}
