# question: reading
# why: Words in place of truth values.
reading = dict.fromkeys("abcd", "yes")
