# question: prediction
# why: High before low.
prediction = {"choice": "weighted", "interval": (0.5, 0.3)}
