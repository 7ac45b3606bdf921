# question: prediction
# why: A number without a range.
prediction = {"choice": "repeated", "interval": 0.08}
