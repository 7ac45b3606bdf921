# question: reading
# why: Takes the quality of results for people's eyes.
reading = {"a": True, "b": True, "c": False, "d": True}
