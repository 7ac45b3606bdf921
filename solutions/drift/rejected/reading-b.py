# question: reading
# why: Looks at the peaks alone.
reading = {"a": True, "b": False, "c": False, "d": False}
