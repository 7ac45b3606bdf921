# question: prediction
# why: A list will do as well.
prediction = {"choice": "undecided", "interval": [0.3, 0.5]}
