# question: reading
# why: The dashed line is taken for the solid one.
reading = {"a": True, "b": True, "c": True, "d": False}
