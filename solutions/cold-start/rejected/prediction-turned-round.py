# question: prediction
# why: High before low.
prediction = {"choice": "content", "interval": (0.7, 0.55)}
