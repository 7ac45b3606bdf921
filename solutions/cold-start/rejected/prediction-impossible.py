# question: prediction
# why: Lies beyond what is possible.
prediction = {"choice": "content", "interval": (1, 1 + 0.15 / 2)}
