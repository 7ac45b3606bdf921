# question: prediction
# why: A number without a range.
prediction = {"choice": "repair", "interval": 0.8}
