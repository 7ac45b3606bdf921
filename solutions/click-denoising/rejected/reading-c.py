# question: reading
# why: Takes people's eyes for the quality of results.
reading = {"a": True, "b": False, "c": True, "d": True}
