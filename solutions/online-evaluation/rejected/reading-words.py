# question: reading
# why: Texts in place of True and False.
reading = {"a": "yes", "b": "no", "c": "yes", "d": "no"}
