# question: prediction
# why: Lies beyond what is possible.
prediction = {"choice": "weighted", "interval": (2, 2 + 0.3 / 2)}
