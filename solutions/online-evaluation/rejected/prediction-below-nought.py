# question: prediction
# why: A share below nought.
prediction = {"choice": "one look, CUPED", "interval": (-0.1, 0.05)}
