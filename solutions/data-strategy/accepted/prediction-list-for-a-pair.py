# question: prediction
# why: A list will do as well.
prediction = {"choice": "balance", "interval": [0.02, 0.08]}
