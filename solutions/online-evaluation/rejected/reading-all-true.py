# question: reading
# why: All four are ticked.
reading = {"a": True, "b": True, "c": True, "d": True}
