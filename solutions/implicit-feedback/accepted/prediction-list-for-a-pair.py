# question: prediction
# why: A list will do as well.
prediction = {"choice": "no clear winner", "interval": [0.15, 0.3]}
