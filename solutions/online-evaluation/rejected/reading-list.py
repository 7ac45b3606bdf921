# question: reading
# why: A list without the keys.
reading = [True, False, True, False]
