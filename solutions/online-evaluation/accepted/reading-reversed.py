# question: reading
# why: In another order.
reading = {"d": False, "c": True, "b": False, "a": True}
