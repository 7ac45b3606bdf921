# question: reading
# why: Believes that a negative effect is always luck.
reading = {"a": False, "b": False, "c": False, "d": True}
