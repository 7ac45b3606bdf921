# question: reading
# why: Not significant is read as no effect.
reading = {"a": True, "b": False, "c": True, "d": True}
