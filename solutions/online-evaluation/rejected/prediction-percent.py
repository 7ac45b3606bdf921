# question: prediction
# why: Percentages in place of shares.
prediction = {"choice": "one look, CUPED", "interval": (80, 95)}
