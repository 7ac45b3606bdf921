# question: prediction
# why: A share above one.
prediction = {"choice": "one look, CUPED", "interval": (0.95, 1.1)}
