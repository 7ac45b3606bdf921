# question: reading
# why: With a note beside the four.
reading = {"a": True, "b": False, "c": True, "d": False, "note": "d cannot be told"}
