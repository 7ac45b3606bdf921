# question: prediction
# why: A list will do as well.
prediction = {"choice": "blend", "interval": [0.55, 0.7]}
