# question: prediction
# why: A list without names.
prediction = ["one look", (0.8, 0.95)]
