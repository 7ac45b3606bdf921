# question: prediction
# why: A number in place of an interval.
prediction = {"choice": "one look, CUPED", "interval": 0.9}
