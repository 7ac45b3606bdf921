# question: prediction
# why: No such team.
prediction = {"choice": "CUPED", "interval": (0.8, 0.95)}
