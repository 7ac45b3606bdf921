# question: prediction
# why: A number without a range.
prediction = {"choice": "popularity", "interval": 0.3}
