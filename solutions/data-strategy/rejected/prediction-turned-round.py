# question: prediction
# why: High before low.
prediction = {"choice": "repeated", "interval": (0.08, 0.02)}
