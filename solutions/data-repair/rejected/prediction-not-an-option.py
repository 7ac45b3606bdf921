# question: prediction
# why: Names what is no option.
prediction = {"choice": "it depends", "interval": (0.6, 0.8)}
