# question: reading
# why: Believes that a model which exaggerates cannot rank.
reading = {"a": False, "b": False, "c": True, "d": False}
