# question: reading
# why: Takes the regular peaks for drift.
reading = {"a": False, "b": True, "c": False, "d": False}
