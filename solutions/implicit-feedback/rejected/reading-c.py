# question: reading
# why: Reads a logarithmic axis as an ordinary one: the last step looks longest in data.
reading = {"a": True, "b": False, "c": False, "d": False}
