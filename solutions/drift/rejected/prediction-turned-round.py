# question: prediction
# why: High before low.
prediction = {"choice": "frozen", "interval": (1.0, 0.85)}
