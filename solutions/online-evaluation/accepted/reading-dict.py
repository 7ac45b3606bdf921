# question: reading
# why: The keys one by one.
reading = {}
reading["a"] = reading["c"] = True
reading["b"] = reading["d"] = False
