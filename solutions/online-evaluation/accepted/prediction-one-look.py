# question: prediction
# why: Another team, high.
prediction = {"choice": "one look", "interval": (0.85, 1)}
