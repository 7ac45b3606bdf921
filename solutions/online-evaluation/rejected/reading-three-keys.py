# question: reading
# why: One statement is left out.
reading = {"a": True, "b": False, "c": True}
