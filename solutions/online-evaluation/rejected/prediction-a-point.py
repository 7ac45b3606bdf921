# question: prediction
# why: Low equals high.
prediction = {"choice": "one look, CUPED", "interval": (0.9, 0.9)}
