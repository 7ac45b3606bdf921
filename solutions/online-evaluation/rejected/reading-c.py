# question: reading
# why: A test once stopped is taken for one that stays outside of the limits.
reading = {"a": True, "b": False, "c": False, "d": False}
