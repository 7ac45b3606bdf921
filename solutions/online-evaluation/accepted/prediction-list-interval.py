# question: prediction
# why: The interval as a list.
prediction = {"choice": "one look, CUPED", "interval": [0.75, 0.9]}
