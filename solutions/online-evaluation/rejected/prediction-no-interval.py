# question: prediction
# why: The interval is missing.
prediction = {"choice": "one look"}
