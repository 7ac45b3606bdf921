# question: prediction
# why: High before low.
prediction = {"choice": "popularity", "interval": (0.3, 0.15)}
