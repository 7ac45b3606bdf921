# question: prediction
# why: A list will do as well.
prediction = {"choice": "cannot tell", "interval": [0.6, 0.8]}
