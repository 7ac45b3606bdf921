# question: reading
# why: The order of the keys means nothing, and a note beside them does no harm.
reading = {"d": False, "c": False, "b": True, "a": True, "note": "by eye"}
