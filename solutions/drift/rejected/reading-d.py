# question: reading
# why: Takes another distribution of inputs for more errors.
reading = {"a": True, "b": True, "c": False, "d": True}
