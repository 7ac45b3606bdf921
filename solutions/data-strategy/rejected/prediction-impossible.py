# question: prediction
# why: Lies beyond what is possible.
prediction = {"choice": "repeated", "interval": (0.5, 0.5 + 0.08 / 2)}
