# question: reading
# why: Takes the bars for noise that overlaps.
reading = {"a": False, "b": False, "c": True, "d": False}
