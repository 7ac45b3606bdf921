# question: reading
# why: Takes a rising sum for a positive one.
reading = {"a": True, "b": True, "c": True, "d": False}
