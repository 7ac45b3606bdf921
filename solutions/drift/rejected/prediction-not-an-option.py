# question: prediction
# why: Names what is no option.
prediction = {"choice": "it depends", "interval": (0.85, 1.0)}
