# question: prediction
# why: A list will do as well.
prediction = {"choice": "half-life 1 year", "interval": [0.85, 1.0]}
