# question: reading
# why: Compares the points alone.
reading = {"a": True, "b": True, "c": False, "d": True}
