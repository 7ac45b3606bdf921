# question: reading
# why: Sees no gain because the line starts below zero.
reading = {"a": True, "b": False, "c": False, "d": False}
