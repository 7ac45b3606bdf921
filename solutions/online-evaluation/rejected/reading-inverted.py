# question: reading
# why: Each is turned round.
reading = {"a": False, "b": True, "c": False, "d": True}
