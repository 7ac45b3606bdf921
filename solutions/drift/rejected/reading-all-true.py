# question: reading
# why: Ticks everything.
reading = dict.fromkeys("abcd", True)
