# question: prediction
# why: An interval that cannot turn out wrong.
prediction = {"choice": "one look, CUPED", "interval": (0.0, 1.0)}
