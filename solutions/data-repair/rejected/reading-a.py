# question: reading
# why: Reads the axis instead of the curve.
reading = {"a": True, "b": True, "c": True, "d": False}
