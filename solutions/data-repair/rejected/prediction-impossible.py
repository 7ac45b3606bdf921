# question: prediction
# why: Lies beyond what is possible.
prediction = {"choice": "repair", "interval": (1, 1 + 0.25 / 2)}
