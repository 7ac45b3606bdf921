# question: prediction
# why: A bit too wide.
prediction = {"choice": "one look, CUPED", "interval": (0.7, 0.95)}
