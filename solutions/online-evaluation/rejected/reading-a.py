# question: reading
# why: The points of days five to seven above the dashed line are overlooked.
reading = {"a": False, "b": False, "c": True, "d": False}
