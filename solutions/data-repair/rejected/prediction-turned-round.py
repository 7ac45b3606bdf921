# question: prediction
# why: High before low.
prediction = {"choice": "repair", "interval": (0.8, 0.6)}
