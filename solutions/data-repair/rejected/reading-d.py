# question: reading
# why: Takes calibration for ranking.
reading = {"a": False, "b": True, "c": True, "d": True}
