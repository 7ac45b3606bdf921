# question: reading
# why: Takes the height of a sum for the week's own sales.
reading = {"a": False, "b": False, "c": True, "d": False}
