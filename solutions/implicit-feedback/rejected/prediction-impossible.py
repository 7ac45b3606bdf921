# question: prediction
# why: Lies beyond what is possible.
prediction = {"choice": "popularity", "interval": (1, 1 + 0.2 / 2)}
