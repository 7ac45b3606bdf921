# question: prediction
# why: A number without a range.
prediction = {"choice": "content", "interval": 0.7}
