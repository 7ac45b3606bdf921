# question: reading
# why: Raises the threshold over the season and believes that nothing is lost.
reading = {"a": True, "b": True, "c": True, "d": False}
