# question: prediction
# why: Names what is no option.
prediction = {"choice": "it depends", "interval": (0.55, 0.7)}
