# question: reading
# why: Looks at the gain without its price.
reading = {"a": False, "b": True, "c": False, "d": False}
