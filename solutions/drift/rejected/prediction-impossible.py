# question: prediction
# why: Lies beyond what is possible.
prediction = {"choice": "frozen", "interval": (1.5, 1.5 + 0.2 / 2)}
