# question: prediction
# why: A number without a range.
prediction = {"choice": "weighted", "interval": 0.5}
