# question: reading
# why: Compares the ranked curve with the random one.
reading = {"a": False, "b": False, "c": False, "d": True}
