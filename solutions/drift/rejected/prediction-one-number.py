# question: prediction
# why: A number without a range.
prediction = {"choice": "frozen", "interval": 1.0}
