# question: reading
# why: Nothing is ticked.
reading = {"a": False, "b": False, "c": False, "d": False}
