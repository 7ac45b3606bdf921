# question: prediction
# why: High before low.
prediction = {"choice": "one look, CUPED", "interval": (0.95, 0.8)}
