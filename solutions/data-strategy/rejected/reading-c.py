# question: reading
# why: Takes an interval that contains zero for a proof of no effect.
reading = {"a": False, "b": True, "c": True, "d": True}
