# question: prediction
# why: With a reason beside it.
prediction = {"choice": "one look, CUPED", "interval": (0.85, 1.0), "why": "less noise"}
