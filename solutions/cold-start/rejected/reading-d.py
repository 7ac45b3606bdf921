# question: reading
# why: Takes a positive balance for no cost.
reading = {"a": True, "b": False, "c": True, "d": True}
