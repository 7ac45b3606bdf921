# question: reading
# why: The order of the keys means nothing, and a note beside them does no harm.
reading = {"d": False, "c": True, "b": False, "a": True, "note": "by eye"}
